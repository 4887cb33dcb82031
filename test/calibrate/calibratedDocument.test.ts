import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibratedDocument } from '../../src/calibrate/calibratedDocument.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { fixture } from '../support/golden.ts';

const text = readFileSync(fixture('groceries/model.json'), 'utf8');
const document = JSON.parse(text) as ModelDocument;
const weight = (
  index: string,
  part: string,
  fitted: number,
): { index: string; part: string; granted: number; fitted: number; change: number } => ({
  index,
  part,
  granted: 0,
  fitted,
  change: 0,
});

describe('the fitted document', () => {
  const fitted = calibratedDocument(document, {
    weights: [weight('market', 'revenue', 0.25), weight('market', 'share', 0.75)],
  });

  it('differs in the fitted weights only, and keeps the order of the keys', () => {
    const expected = text
      .replace('{ "id": "revenue", "weight": 40 }', '{ "id": "revenue", "weight": 25 }')
      .replace('{ "id": "share", "weight": 60 }', '{ "id": "share", "weight": 75 }');
    expect(expected).not.toBe(text);
    expect(JSON.stringify(fitted)).toBe(JSON.stringify(JSON.parse(expected)));
    expect(parseModel(fitted).index.of?.[0].of?.map(part => part.weight)).toEqual([25, 75]);
  });

  it('leaves the document that was given as it is', () => {
    expect(JSON.stringify(document)).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('writes weights that sum to 100 where none were written, after the id', () => {
    const plain = { index: { id: 'power', of: [{ id: 'a', note: 1 }, { id: 'b' }] } };
    expect(
      JSON.stringify(
        calibratedDocument(plain, { weights: [weight('power', 'a', 1 / 3), weight('power', 'b', 2 / 3)] }),
      ),
    ).toBe(
      '{"index":{"id":"power","of":[{"id":"a","weight":33.3333333333,"note":1},{"id":"b","weight":66.6666666667}]}}',
    );
  });
});
