// Small markets for tests of the questions about merchants: rows as plain objects, thresholds as in a model.
import { studyOf } from '../../../src/market/study.ts';
import type { Study } from '../../../src/market/study.ts';
import { parseModel } from '../../../src/model/parseModel.ts';
import type { Tables } from '../../../src/model/sources.ts';
import type { ModelDocument } from '../../../src/model/spec.ts';
import { rows } from '../../support/market.ts';
import type { Row } from '../../support/market.ts';

export const KEYS = ['merchant', 'brand', 'category', 'department'];

export const DOCUMENT: ModelDocument = {
  version: 1,
  name: 'merchants',
  indicators: [{ id: 'sold', formula: 'sum(revenue)' }],
  index: { id: 'all', of: [{ id: 'sold' }] },
};

/** A study of some sales rows up to a day. */
export function studyFrom(
  sales: readonly Row[],
  end: string,
  market: object = {},
  others: Omit<Tables, 'sales'> = {},
): Study {
  const model = parseModel({ ...DOCUMENT, period: { end }, market });
  return studyOf(model, { sales: rows(sales), ...others }, KEYS);
}

/** One sale a month, from a first month on; 0 is no sale. */
export function monthly(merchant: string, first: string, revenues: readonly number[], more: Row = {}): Row[] {
  const [year, month] = first.split('-').map(Number);
  return revenues.flatMap((revenue, at) => {
    const of = month - 1 + at;
    const date = `${year + Math.floor(of / 12)}-${String((of % 12) + 1).padStart(2, '0')}-01`;
    return revenue === 0 ? [] : [{ date, merchant, category: 'tea', revenue, ...more }];
  });
}
