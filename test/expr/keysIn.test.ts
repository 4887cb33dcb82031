import { expect, it } from 'vitest';
import { parseBounds } from '../../src/calibrate/spec.ts';
import { keysIn } from '../../src/expr/keysIn.ts';
import { modelSpec } from '../../src/model/spec.ts';

it.each<[readonly (string | number)[], string]>([
  [[], 'indicators'],
  [['indicators', 0], 'formula'],
  [['indicators', 3, 'shrink'], 'strength'],
  [['rate'], 'within'],
  [['normalize'], 'deviation'],
  [['index', 'of', 2, 'of', 0], 'weight'],
  [['index', 'of', 2, 'aggregate'], 'method'],
  [['order'], 'breakUp'],
  [['order', 'breakUp', 1], 'window'],
  [['period'], 'days'],
])('knows the keys at %j of a model: %s', (path, key) => {
  expect(keysIn(modelSpec, path)).toContain(key);
});

it('helps whoever misspells a key of a calibration', () => {
  expect(() => parseBounds({ weights: [{ of: 'revenue', atMots: 0.2 }] })).toThrow('atMost');
});

it.each<[readonly (string | number)[]]>([
  [['indicators']],
  [['name']],
  [['no', 'such']],
  [['__proto__']],
  [['rate', 'constructor', 0]],
])('has none at %j, where there is no object', path => {
  expect(keysIn(modelSpec, path)).toEqual([]);
});
