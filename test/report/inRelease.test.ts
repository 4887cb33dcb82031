// The page as a file of a release.
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { ReleaseRecord } from '../../src/release/record.ts';
import { Bench, MODEL, SALES } from '../cli/cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());
bench.put('model.json', JSON.stringify(MODEL));
bench.put('sales.csv', SALES);

describe('rate --report', () => {
  it('writes the page beside the other files, with its digest in the record', async () => {
    expect(await bench.run('rate --model model.json --sales sales.csv --quiet --report --out release')).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    const html = bench.read('release/report.html');
    const record = JSON.parse(bench.read('release/release.json')) as ReleaseRecord;
    const sha256 = createHash('sha256').update(html).digest('hex');
    expect(record.outputs).toContainEqual({ name: 'report.html', sha256 });
    expect(html).toContain('<td><bdi>sales.csv</bdi></td><td class="number">3</td>');
  });

  it('is refused where no folder is written', async () => {
    const { code, out, err } = await bench.run('rate --model model.json --sales sales.csv --report --out -');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain("option '--report' needs a folder");
  });

  it('leaves no page of an earlier run beside newer ratings', async () => {
    await bench.run('rate --model model.json --sales sales.csv --quiet --report --out twice');
    await bench.run('rate --model model.json --sales sales.csv --quiet --out twice');
    expect(() => bench.read('twice/report.html')).toThrow('ENOENT');
    expect(bench.read('twice/ratings.csv')).not.toBe('');
  });
});
