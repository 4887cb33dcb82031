import { countBelow } from '../stats/quantile.ts';
import { GrowingMeasures } from '../steps/indicators/growingMeasures.ts';
import type { MeasuredRows } from '../steps/indicators/measures.ts';
import type { Period } from '../table/period.ts';
import type { Table } from '../table/table.ts';
import type { TextColumn } from '../table/text.ts';
import { LiveRows, NO_UNIT } from './liveRows.ts';
import type { ChosenRows } from './liveRows.ts';
import { LiveUnits } from './liveUnits.ts';
import type { Plan } from './plan.ts';
import { prepareSales } from './sales.ts';
import type { RejectedRow, Sales } from './sales.ts';
import type { SoldUnits } from './soldUnits.ts';
import type { Tables } from './sources.ts';

/**
 * Sales rows that come and go, and the measures of their units, kept so that a few rows cost little.
 *
 * Shape: at any time the units and measures of all rows that are there, as `soldUnits` gives them.
 * @throws duplicate when an attribute table has a key twice
 * @example new LiveSales(plan, {}, sales).measured(({ units }) => units.count) // how many units have a row
 */
export class LiveSales {
  readonly #plan: Plan;
  /** The tables that add attributes. */
  readonly #attributes: Tables;
  readonly #units: LiveUnits;
  readonly #rows: LiveRows;
  readonly #measures = new Map<string, GrowingMeasures>();
  /** Rows are counted from 1 in the order they were given. */
  #rejects: readonly RejectedRow[] = [];
  #filtered = 0;
  #withdrawn = new Float64Array(0);
  #first = Infinity;
  #last = -Infinity;

  constructor(plan: Plan, attributes: Tables, table: Table) {
    this.#plan = plan;
    this.#attributes = attributes;
    this.#units = new LiveUnits(plan.keys, plan.model.rate.within.length);
    const sales = this.#prepared(table);
    this.#rows = new LiveRows(table, this.#unitsOf(table.rows, sales, this.#listed(sales)));
    this.#note(sales, 0);
  }

  get rows(): LiveRows {
    return this.#rows;
  }

  /** Adds rows under the columns of the first table. */
  add(table: Table): void {
    const sales = this.#prepared(table);
    const units = this.#listed(sales);
    this.#note(sales, this.#rows.given);
    this.#rows.add(table, this.#unitsOf(table.rows, sales, units));
    const outdated = new Set<number>();
    const added = this.#measurable(sales, units);
    for (const measures of this.#measures.values()) for (const unit of measures.add(added)) outdated.add(unit);
    this.#renew(outdated);
  }

  /** Takes rows back, by their numbers from 0, which ascend. */
  withdraw(numbers: Uint32Array): void {
    const gone = this.#rows.withdraw(numbers);
    const sales = this.#prepared(gone.table);
    const units = gone.units.filter(unit => unit !== NO_UNIT);
    this.#units.take(units);
    this.#withdrawn = Float64Array.from([...this.#withdrawn, ...numbers]).sort();
    const isGone = new Set(numbers);
    this.#rejects = this.#rejects.filter(({ row }) => !isGone.has(row - 1));
    this.#filtered -= sales.filtered;
    for (const measures of this.#measures.values()) measures.take(this.#measurable(sales, units));
    this.#renew(new Set(units));
    if (sales.days.some(day => day === this.#first || day === this.#last)) this.#findEnds();
  }

  /** Hands out the units and their measures; what was kept for periods that nobody asked for is dropped afterwards. */
  measured<Made>(use: (sold: SoldUnits) => Made): Made {
    const asked = new Set<string>();
    let all: MeasuredRows | undefined;
    const { units, numbers } = this.#units.listed();
    const made = use({
      units,
      measure: (period, measures) => {
        asked.add(keyOf(period));
        return this.#measuresOf(period).columns(measures, numbers, () => (all ??= this.#chosen(this.#rows.used())));
      },
      days: Int32Array.from(this.#first <= this.#last ? [this.#first, this.#last] : []),
      read: this.#rows.given - this.#withdrawn.length,
      rejects: this.#rejects.map(reject => ({ ...reject, row: reject.row - countBelow(this.#withdrawn, reject.row) })),
      filtered: this.#filtered,
    });
    for (const key of this.#measures.keys()) if (!asked.has(key)) this.#measures.delete(key);
    return made;
  }

  #measuresOf(period: Period): GrowingMeasures {
    const measures = this.#measures.get(keyOf(period)) ?? new GrowingMeasures(period);
    this.#measures.set(keyOf(period), measures);
    return measures;
  }

  #prepared(table: Table): Sales {
    return prepareSales(this.#plan, { ...this.#attributes, sales: table });
  }

  #listed(sales: Sales): Uint32Array {
    // Checked before: keys are text.
    return this.#units.add(
      this.#plan.keys.map(name => sales.column(name) as TextColumn),
      sales.rows,
    );
  }

  /** The unit of every row of a table, from those of the rows that take part. */
  #unitsOf(rows: number, { kept }: Sales, units: Uint32Array): Uint32Array {
    if (kept === undefined) return units;
    const all = new Uint32Array(rows).fill(NO_UNIT);
    for (let at = 0; at < kept.length; at++) all[kept[at]] = units[at];
    return all;
  }

  #note({ days, rejects, filtered }: Sales, before: number): void {
    this.#rejects = [...this.#rejects, ...rejects.map(reject => ({ ...reject, row: before + reject.row }))];
    this.#filtered += filtered;
    for (const day of days) {
      if (day < this.#first) this.#first = day;
      if (day > this.#last) this.#last = day;
    }
  }

  #findEnds(): void {
    this.#first = Infinity;
    this.#last = -Infinity;
    const { table } = this.#rows.used();
    this.#note({ ...this.#prepared(table), rejects: [], filtered: 0 }, 0);
  }

  /** Measures units anew from all of their rows. */
  #renew(units: ReadonlySet<number>): void {
    if (units.size === 0) return;
    const isWanted = new Uint8Array(this.#units.count);
    for (const unit of units) isWanted[unit] = 1;
    const rows = this.#chosen(this.#rows.rowsOf(isWanted));
    for (const measures of this.#measures.values()) measures.renew(units, rows);
  }

  #chosen({ table, units }: ChosenRows): MeasuredRows {
    return this.#measurable(this.#prepared(table), units);
  }

  #measurable({ days, scope }: Sales, units: Uint32Array): MeasuredRows {
    return { groups: { of: units, count: this.#units.count }, days, scope };
  }
}

function keyOf({ start, end }: Period): string {
  return `${start}:${end}`;
}
