// MMR in brandrank: from vectors as they come to the list, so that making them unit vectors counts too, as it does for the peer.
import { diversify } from '../../src/order/diversify/index.ts';
import { cosine } from '../../src/order/similarity/vectors.ts';
import { doubles, readColumns } from '../harness/columns.ts';
import { serve } from '../harness/serve.ts';

const DIMENSIONS = 16;
const slots = Number(process.argv[3]);

await serve(folder => {
  const columns = readColumns(folder);
  const relevance = doubles(columns, 'relevance');
  const vectors = Float32Array.from(doubles(columns, 'vectors'));
  let rows: Uint32Array;
  return {
    work() {
      rows = diversify({ relevance, similarity: cosine(vectors, DIMENSIONS) }, { method: 'mmr' }, slots).rows;
    },
    results: () => [['row', Float64Array.from(rows)]],
    versions: {},
  };
});
