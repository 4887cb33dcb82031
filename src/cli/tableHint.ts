import { RatingError, throwFaults } from '../errors/ratingError.ts';

/** Does some work; a fault about a column that is not there also names the options by which tables with more columns were not given. */
export function withTableHint<Made>(
  options: Readonly<Record<string, unknown>>,
  tables: readonly string[],
  work: () => Made,
): Made {
  try {
    return work();
  } catch (error) {
    const absent = tables.filter(name => options[name] === undefined).map(name => `--${name}`);
    if (!(error instanceof RatingError) || absent.length === 0) throw error;
    const hint = `; a table that has it can be given by ${absent.join(' or ')}`;
    throwFaults(
      error.faults.map(fault =>
        // A name that was only mistyped needs no other table.
        fault.code === 'unknown_column' && !fault.message.endsWith('?')
          ? { ...fault, message: `${fault.message}${hint}` }
          : fault,
      ),
    );
    throw error;
  }
}
