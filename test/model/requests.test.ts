import { describe, expect, it } from 'vitest';
import { modelJsonSchema } from '../../src/model/jsonSchema.ts';
import { requestsOf } from '../../src/model/requests.ts';
import { formulaModel } from '../support/market.ts';

describe('requestsOf', () => {
  const asked = requestsOf(
    formulaModel("sum(price * units, channel == 'web') / count(note) + metric(review) + min_of(weight)", {
      columns: { sales: { merchant: 'shop', price: 'unit price' }, metrics: { review: 'stars' } },
      sales: { derive: { net: 'price - coupon' }, where: "owner != 'none'" },
    }),
  );
  const types = (table: keyof typeof asked): Record<string, string> =>
    Object.fromEntries(asked[table].map(({ name, type }) => [name, type]));

  it('asks for each column by the name of the file, typed by its use', () => {
    expect(types('sales')).toMatchObject({
      date: 'date', brand: 'text', category: 'text', 'unit price': 'number', units: 'number', channel: 'text',
      coupon: 'number', owner: 'text', weight: 'number', shop: 'text',
    }); // prettier-ignore
    expect(types('metrics')).toMatchObject({ brand: 'text', category: 'text', stars: 'number' });
    expect(types('brands')).toMatchObject({ brand: 'text', owner: 'text' });
  });

  it('reads as text what any type would do for', () => {
    expect(types('sales').note).toBe('text');
  });

  it('takes a column that a formula alone could be wrong about for what another formula uses it as', () => {
    const of = (formula: string): string[] =>
      requestsOf(formulaModel(formula, { eligible: "min_of(since) > '2018-01-01'" }))
        .sales.filter(({ name }) => ['since', 'until'].includes(name))
        .map(({ name, type }) => `${name} ${type}`);
    expect(of('min_of(since)')).toEqual(['since date']);
    expect(of('max_of(until) - min_of(since)')).toEqual(['until date', 'since date']);
    // What an own use demands stands, and `check` tells that the two do not go together.
    expect(of('sum(since)')).toEqual(['since number']);
  });

  it('does not ask for what the model derives', () => {
    expect(types('sales')).not.toHaveProperty('net');
  });

  it('requires the date and the keys, without which a row cannot be used', () => {
    const required = asked.sales.filter(request => request.required).map(({ name }) => name);
    expect(required.sort()).toEqual(['brand', 'category', 'date']);
  });
});

describe('modelJsonSchema', () => {
  const schema = modelJsonSchema() as {
    required: string[];
    properties: Record<string, unknown>;
    additionalProperties: boolean;
  };

  it('asks for what has no default, and for nothing that is not known', () => {
    expect([...schema.required].sort()).toEqual(['index', 'indicators', 'name', 'version']);
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties)).toContain('eligible');
  });

  it('is plain JSON whose references are all there', () => {
    const text = JSON.stringify(schema);
    const { $defs } = JSON.parse(text) as { $defs: Record<string, unknown> };
    const references = [...text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter(name => !(name in $defs))).toEqual([]);
  });

  it('names every listed method', () => {
    for (const method of [
      'peer-median',
      'clip-quantile',
      'percentile-rank',
      'geometric',
      'cut-points',
      'quantile',
      'dense',
      'log1p',
      'equal',
    ]) {
      expect(JSON.stringify(schema)).toContain(`"${method}"`);
    }
  });
});
