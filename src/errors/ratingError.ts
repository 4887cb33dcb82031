// What goes wrong before any number is computed: faults of a model, of a table, of a call.

/** Where a fault is: keys and positions from the document's root. */
export type FaultPath = readonly (string | number)[];

/** The kinds of fault, stable for programs; the message is for people. */
export type FaultCode =
  | 'invalid_model'
  | 'invalid_formula'
  | 'invalid_argument'
  | 'invalid_data'
  | 'unknown_column'
  | 'unknown_name'
  | 'wrong_type'
  | 'too_complex'
  | 'duplicate'
  | 'cycle'
  | 'not_supported'
  | 'unreadable';

/** One fault: where it is, what is wrong, and what would be right. */
export interface Fault {
  readonly code: FaultCode;
  readonly path: FaultPath;
  readonly message: string;
}

/**
 * The one error that brandrank throws: every fault that was found, together.
 *
 * Shape: its message has one line a fault, `where: what`.
 * @example new RatingError('unknown_column', ['indicators', 0], 'no column "revnue"').message // 'indicators.0: no column "revnue"'
 */
export class RatingError extends Error {
  override readonly name = 'RatingError';
  readonly faults: readonly Fault[];

  constructor(code: FaultCode, path: FaultPath, message: string, more: readonly Fault[] = []) {
    const faults = [{ code, path, message }, ...more];
    super(faults.map(faultLine).join('\n'));
    this.faults = faults;
  }
}

/**
 * Throws every fault as one `RatingError`; returns when there is none.
 *
 * @throws the code of the first fault
 * @example throwFaults([]) // undefined
 */
export function throwFaults(faults: readonly Fault[]): void {
  const [first, ...rest] = faults;
  if (first) throw new RatingError(first.code, first.path, first.message, rest);
}

/**
 * A fault as one line for people.
 *
 * @example faultLine({ code: 'invalid_model', path: ['grade', 'from'], message: 'must fall' }) // 'grade.from: must fall'
 */
export function faultLine({ path, message }: Fault): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
