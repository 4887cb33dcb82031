// What benchmark merchants are compared by, and how long each has been selling.
import { textAt } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Study } from '../study.ts';
import type { UnitIndicator } from '../formulaModel.ts';

/**
 * The indicators that benchmarks lead by: those of `market.benchmarks`, else those of a model that rates merchants, else sales, growth
 * and the days with sales.
 *
 * @example benchmarkIndicators(study).map(({ id }) => id) // ['sales', 'growth', 'days_with_sales']
 */
export function benchmarkIndicators({ model, settings }: Study): UnitIndicator[] {
  const stated = settings.benchmarks.indicators;
  if (stated) {
    return stated.map(({ formula, ...each }, at) => ({
      ...each,
      text: formula,
      path: ['market', 'benchmarks', 'indicators', at, 'formula'],
    }));
  }
  // A model that rates merchants says itself what they are rated by; its index is not taken, only its indicators.
  if (model.rate.unit.length === 1 && model.rate.unit[0] === 'merchant') {
    return model.indicators.map(({ id, formula, direction }, at) => ({
      id,
      direction,
      text: formula,
      weight: 1,
      path: ['indicators', at, 'formula'],
    }));
  }
  const sales = `sum(column(${JSON.stringify(settings.value)}))`;
  const path = ['market', 'value'];
  return [
    { id: 'sales', text: sales, weight: 50, direction: 'benefit', path },
    { id: 'growth', text: `${sales} / previous(${sales}) - 1`, weight: 30, direction: 'benefit', path },
    { id: 'days_with_sales', text: 'active_days()', weight: 20, direction: 'benefit', path },
  ];
}

/**
 * In how many months each merchant sold, over all of the data up to the period's end.
 *
 * @example [...monthsWithSales(study).keys()] // ['north', 'south']
 */
export function monthsWithSales(study: Study): Map<string, number> {
  const cells = study.cellsBy(['merchant']);
  // Cells by merchant are asked for where there are merchants; each has one for every month with sales.
  const merchants = cells.keys.get('merchant') as TextColumn;
  const months = new Map<string, number>();
  for (const unit of cells.of) {
    const name = textAt(merchants, unit);
    if (name !== null) months.set(name, (months.get(name) ?? 0) + 1);
  }
  return months;
}
