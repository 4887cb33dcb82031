// The days that formulas look at: the model's period, and those that previous, same_last_year, per_month and methods in time shift it to.
import type { Shift } from '../expr/formula.ts';
import { dayOf } from '../table/days.ts';
import type { SqlContext } from './context.ts';
import type { Query } from './statement.ts';

/** A stretch of days as a stage of one row with `start_day` and `end_day`. */
export interface PeriodStage {
  readonly stage: string;
  /** What it is, as a name for stages about it. */
  readonly name: string;
  /** 0 for the model's own, then counted on. */
  readonly position: number;
}

/** The stages of all periods, each added when it is first asked for. */
export class PeriodStages {
  readonly #context: SqlContext;
  readonly #stages = new Map<string, PeriodStage>();

  constructor(context: SqlContext) {
    this.#context = context;
  }

  /** The model's own period, whose end is the last of the dates where the model names none. */
  own(rows: string | undefined, date: string): PeriodStage {
    const { dialect, plan } = this.#context;
    const { end, days } = plan.model.period;
    const last = end === undefined ? `max(r.${date})` : dialect.date(dayOf(end));
    const isStated = end !== undefined && days !== undefined;
    const start =
      days === undefined
        ? `CASE WHEN d.first_day < d.end_day THEN d.first_day ELSE d.end_day END`
        : dialect.addDays('d.end_day', String(1 - days));
    const first = rows === undefined || isStated ? last : `min(r.${date})`;
    return this.#stage('period', 'The period of the model', [
      `SELECT ${start} AS start_day, d.end_day`,
      `FROM (SELECT ${first} AS first_day, ${last} AS end_day${rows === undefined || isStated ? '' : ` FROM ${rows} AS r`}) AS d`,
    ]);
  }

  shifted(by: Shift['by'], period: PeriodStage): PeriodStage {
    const { dialect } = this.#context;
    if (by === 'same_last_year') {
      const [start, end] = ['p.start_day', 'p.end_day'].map(day => dialect.monthsBefore(day, 12));
      return this.#stage(`last_year_of_${period.name}`, 'The same days a year earlier', [
        `SELECT ${start} AS start_day, ${end} AS end_day`,
        `FROM ${period.stage} AS p`,
      ]);
    }
    const length = `${dialect.daysBetween('p.end_day', 'p.start_day')} + 1`;
    if (by === 'next') {
      return this.#stage(`after_${period.name}`, 'As many days just after', [
        `SELECT ${dialect.addDays('p.end_day', '1')} AS start_day, ${dialect.addDays('p.end_day', `(${length})`)} AS end_day`,
        `FROM ${period.stage} AS p`,
      ]);
    }
    return this.#stage(`before_${period.name}`, 'As many days just before', [
      `SELECT ${dialect.addDays('p.start_day', `(-(${length}))`)} AS start_day, ${dialect.addDays('p.start_day', '(-1)')} AS end_day`,
      `FROM ${period.stage} AS p`,
    ]);
  }

  /** The calendar month that ends `back` months before the period does. */
  month(back: number, period: PeriodStage): PeriodStage {
    const { dialect } = this.#context;
    const dayAfter = dialect.addDays('p.end_day', '1');
    return this.#stage(`month_${back}_of_${period.name}`, `The month that ends ${back} months before`, [
      `SELECT ${dialect.monthsBefore(dayAfter, back + 1)} AS start_day, ${dialect.addDays(dialect.monthsBefore(dayAfter, back), '(-1)')} AS end_day`,
      `FROM ${period.stage} AS p`,
    ]);
  }

  #stage(name: string, comment: string, query: Query): PeriodStage {
    const known = this.#stages.get(name);
    if (known) return known;
    const added = { name, position: this.#stages.size, stage: this.#context.statement.add(name, [comment], query) };
    this.#stages.set(name, added);
    return added;
  }
}
