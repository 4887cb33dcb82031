// What the formulas about units look at, period by period: collected first, so that each period's rows are read once.
import type { ColumnReference, Formula, Leaf, Measure, MetricReference } from '../expr/formula.ts';
import { partsOf } from '../expr/parts.ts';
import type { PeriodStage, PeriodStages } from './periodCtes.ts';

/** Ends of formulas that are computed over all peers, or over several periods: a stage for what is inside, then one for them. */
export type Compared = Extract<Leaf, { kind: 'share' | 'rank_of' | 'per_month' }>;

/** An end of a formula in a period, with the column that holds it. */
export interface Found<Kind> {
  readonly leaf: Kind;
  readonly period: PeriodStage | undefined;
  readonly column: string;
}

/** The ends of a model's formulas, each once a period. */
export class Leaves {
  readonly columns: Found<ColumnReference>[] = [];
  readonly measures: Found<Measure>[] = [];
  readonly metrics: Found<MetricReference>[] = [];
  readonly ends: Found<null>[] = [];
  /** By level: those of a level look at lower levels only. */
  readonly compared: Found<Compared>[][] = [];
  readonly #periods: PeriodStages;
  readonly #known = new Map<string, string>();
  readonly #levels = new Map<string, number>();

  constructor(periods: PeriodStages) {
    this.#periods = periods;
  }

  /** The column of an end in a period; added when it is new. */
  column(leaf: ColumnReference | Measure | MetricReference | Compared, period: PeriodStage | undefined): string {
    const at = leaf.kind === 'column' ? undefined : period;
    switch (leaf.kind) {
      case 'column':
        return this.#add(this.columns, 'a', leaf, at);
      case 'measure':
        return this.#add(this.measures, 'm', leaf, at);
      case 'metric':
        return this.#add(this.metrics, 'x', leaf, at);
      case 'share':
      case 'rank_of':
      case 'per_month':
        return this.#addCompared(leaf, at);
    }
  }

  /** The column of a period's last day, as a number. */
  endOf(period: PeriodStage): string {
    return this.#add(this.ends, 'e', null, period);
  }

  /** The periods in which an end is looked at. */
  periodsInside(leaf: Leaf, period: PeriodStage | undefined): (PeriodStage | undefined)[] {
    if (period === undefined) return [undefined];
    if (leaf.kind === 'shift') return [this.#periods.shifted(leaf.by, period)];
    if (leaf.kind !== 'per_month') return [period];
    return Array.from({ length: leaf.months }, (_, back) => this.#periods.month(back, period));
  }

  /** Adds every end of a formula; gives its level: how many comparisons stand inside of each other. */
  collect(formula: Formula, period: PeriodStage | undefined): number {
    switch (formula.kind) {
      case 'literal':
        return 0;
      case 'column':
      case 'measure':
      case 'metric':
        this.column(formula, period);
        return 0;
      case 'share':
      case 'rank_of':
      case 'per_month':
        this.column(formula, period);
        return this.#levels.get(keyOf(formula, period)) as number;
      case 'age_days':
        if (period) this.endOf(period);
        return this.#collectInside(formula, [period]);
      case 'shift':
        return this.#collectInside(formula, this.periodsInside(formula, period));
      case 'call':
        return this.#collectInside(formula, [period]);
    }
  }

  #collectInside(formula: Formula, periods: readonly (PeriodStage | undefined)[]): number {
    return Math.max(0, ...periods.flatMap(period => partsOf(formula).map(part => this.collect(part, period))));
  }

  #addCompared(leaf: Compared, period: PeriodStage | undefined): string {
    const known = this.#known.get(keyOf(leaf, period));
    if (known !== undefined) return known;
    const level = this.#collectInside(leaf, this.periodsInside(leaf, period)) + 1;
    this.#levels.set(keyOf(leaf, period), level);
    while (this.compared.length < level) this.compared.push([]);
    return this.#add(this.compared[level - 1], 'c', leaf, period);
  }

  #add<Kind extends Leaf | null>(
    list: Found<Kind>[],
    letter: string,
    leaf: Kind,
    period: PeriodStage | undefined,
  ): string {
    const key = keyOf(leaf, period);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const column = `${letter}${this.#known.size + 1}`;
    this.#known.set(key, column);
    list.push({ leaf, period, column });
    return column;
  }
}

function keyOf(leaf: Leaf | null, period: PeriodStage | undefined): string {
  return JSON.stringify([leaf, period?.name ?? null]);
}
