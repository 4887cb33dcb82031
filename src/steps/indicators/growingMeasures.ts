import type { Formula, Measure } from '../../expr/formula.ts';
import type { Period } from '../../table/period.ts';
import { Batch } from './batch.ts';
import { countsPart, distinctPart, extentPart, sumsPart, tallyPart } from './growingParts.ts';
import type { GrowingPart } from './growingParts.ts';
import { meanOf, sumOf } from './measures.ts';
import type { MeasuredRows } from './measures.ts';

/**
 * The measures of one period, to which rows are added; at any time those that `measureAll` gives over all rows so far, to the last bit.
 *
 * What a measure needs is begun from all rows when it is first asked for, and again when the rows have come to ask for another way
 * to add them. Groups count from 1; rows of the group 0 belong to none.
 *
 * Shape: one number a group and measure.
 * @example new GrowingMeasures({ start: 0, end: 9 }).columns([measure], Uint32Array.of(1), () => rows).length // 1
 */
export class GrowingMeasures {
  readonly period: Period;
  #inside: number | undefined;
  readonly #parts = new Map<string, GrowingPart>();

  constructor(period: Period) {
    this.period = period;
  }

  /** Adds rows that are new; the groups that have to be emptied and added anew. */
  add(rows: MeasuredRows): readonly number[] {
    const batch = this.#count(rows, 1);
    return [...this.#parts.values()].flatMap(part => part.add(batch));
  }

  /** Tells that rows are gone, whose groups are going to be emptied and added anew. */
  take(rows: MeasuredRows): void {
    this.#count(rows, -1);
  }

  /** Empties groups and adds the rows that they are to have. */
  renew(groups: Iterable<number>, rows: MeasuredRows): void {
    const batch = new Batch(rows, this.period);
    for (const part of this.#parts.values()) {
      part.empty(groups);
      part.add(batch);
    }
    this.#dropUnsound();
  }

  /** The measures of some groups, in the order asked for; `all` gives all rows there are. */
  columns(measures: readonly Measure[], groups: Uint32Array, all: () => MeasuredRows): Float64Array[] {
    const begun = new Map<string, GrowingPart>();
    const makers = measures.map(measure => this.#measureOf(measure, begun));
    if (begun.size > 0 || this.#inside === undefined) {
      const batch = new Batch(all(), this.period);
      this.#inside = batch.inside;
      // A tally is listed before the sums that ask it.
      for (const part of begun.values()) {
        part.count(batch, 1);
        part.add(batch);
      }
    }
    if (this.#inside === 0) return measures.map(() => new Float64Array(groups.length).fill(NaN));
    return makers.map(make => make(groups));
  }

  #count(rows: MeasuredRows, times: 1 | -1): Batch {
    const batch = new Batch(rows, this.period);
    if (this.#inside !== undefined) this.#inside += times * batch.inside;
    for (const part of this.#parts.values()) part.count(batch, times);
    this.#dropUnsound();
    return batch;
  }

  #dropUnsound(): void {
    for (const [key, part] of this.#parts) if (!part.isSound()) this.#parts.delete(key);
  }

  /** How a measure is read from its parts; those that are not there are made, and listed as begun. */
  #measureOf({ name, of, where }: Measure, begun: Map<string, GrowingPart>): (groups: Uint32Array) => Float64Array {
    const part = <Part extends GrowingPart>(kind: string, formulas: readonly unknown[], make: () => Part): Part => {
      const key = `${kind} ${JSON.stringify(formulas)}`;
      // One key is always made in one way.
      const known = this.#parts.get(key) as Part | undefined;
      if (known) return known;
      const made = make();
      this.#parts.set(key, made);
      begun.set(key, made);
      return made;
    };
    const rows = (): ReturnType<typeof countsPart>['counts'] =>
      part('count', [null, where], () => countsPart(null, where)).counts;
    const sums = (): ReturnType<typeof sumsPart> => {
      const argument = of as Formula;
      const { tally } = part('tally', [argument], () => tallyPart(argument));
      return part('sums', [argument, where], () => sumsPart(argument, where, tally));
    };
    const ends = (): ReturnType<typeof extentPart>['ends'] =>
      part('ends', [of, where], () => extentPart(of, where)).ends;
    switch (name) {
      case 'count': {
        const present = of === null ? rows() : part('count', [of, where], () => countsPart(of, where)).counts;
        return groups => present.counts(groups);
      }
      case 'sum': {
        const [own, counts] = [sums(), rows()];
        return groups => sumOf(own.sums().sums(groups), () => counts.counts(groups));
      }
      case 'mean': {
        const [own, counts] = [sums(), rows()];
        return groups => meanOf(own.sums().sums(groups), counts.counts(groups));
      }
      case 'min_of':
      case 'first_date': {
        const own = ends();
        return groups => own.extent(groups).min;
      }
      case 'max_of':
      case 'last_date': {
        const own = ends();
        return groups => own.extent(groups).max;
      }
      case 'distinct':
      case 'active_days': {
        const { pairs } = part('distinct', [of, where], () => distinctPart(of, where));
        return groups => pairs.distinct(groups);
      }
    }
  }
}
