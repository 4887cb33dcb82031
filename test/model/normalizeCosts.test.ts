// Costs that a normalize method takes in a form of its own, inside of a whole model.
import { describe, expect, it } from 'vitest';
import { anchorsFromJson, anchorsToJson } from '../../src/model/anchorsJson.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { table } from '../../src/table/table.ts';
import { expectClose } from '../support/close.ts';

const model = (
  direction: 'benefit' | 'cost',
  normalize: ModelDocument['normalize'],
  aggregate: 'arithmetic' | 'geometric',
) =>
  parseModel({
    version: 1,
    name: 'costs',
    rate: { within: [] },
    indicators: [{ id: 'price', formula: 'metric(price)', direction }],
    normalize,
    index: { id: 'power', aggregate: { method: aggregate }, of: [{ id: 'price' }] },
  });
const tables = { metrics: table({ brand: ['Ada', 'Bo', 'Cy'], price: [2, 4, 8] }) };

describe('a cost in a form of its own', () => {
  it('is scored by that form: the least as a part of each', () => {
    expectClose(run(model('cost', { method: 'linear' }, 'arithmetic'), tables).score, [1, 0.5, 0.25]);
  });

  it('has stated options in the unit of the values, not of turned ones', () => {
    const posts = model('cost', { method: 'goalposts', low: 2, high: 10 }, 'arithmetic');
    expectClose(run(posts, tables).score, [100, 75, 25]);
  });

  it('is scored under frozen anchors, also after they were stored', () => {
    const linear = model('cost', { method: 'linear' }, 'arithmetic');
    const anchors = anchorsFromJson(JSON.parse(JSON.stringify(anchorsToJson(fit(linear, tables)))));
    expectClose(apply(linear, anchors, { metrics: table({ brand: ['Dot'], price: [10] }) }).score, [0.2]);
  });

  it('lets a geometric mean pass where its own form is never negative', () => {
    expect(() => model('cost', { method: 'linear' }, 'geometric')).not.toThrow();
    expect(() => model('benefit', { method: 'linear' }, 'geometric')).toThrow('"price" may be negative');
  });
});
