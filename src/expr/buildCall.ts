// What is called in a formula: row functions, measures, shifts, peers, names.
import { didYouMean } from '../errors/didYouMean.ts';
import type { FaultCode } from '../errors/ratingError.ts';
import type { Formula, FunctionName, MeasureName } from './formula.ts';
import type { Arity, Context } from './functions.ts';
import { callable, measures, rowFunctions, unitFunctions } from './functions.ts';
import type { FunctionNode, SymbolNode, Tree } from './mathjs.ts';
import { typeOf } from './types.ts';

/** What a call is built with: the builder of the formula that it stands in. */
export interface CallBuilder {
  build(tree: Tree, context: Context, depth: number): Formula;
  call(name: FunctionName, args: readonly Tree[], context: Context, depth: number): Formula;
  part(formula: Formula): Formula;
  fault(code: FaultCode, message: string, name?: SymbolNode): Formula;
}

/**
 * Builds what a call of a name stands for.
 *
 * Shape: a call as parsed to a part of a formula; faults go to the builder.
 * Degenerate: an unknown name, or one that has no place in this context, is a fault.
 * @example buildCall(new Builder([], []), parseTree('count()'), 'unit', 1) // { kind: 'measure', name: 'count', of: null, where: null }
 */
export function buildCall(builder: CallBuilder, { fn, args }: FunctionNode, context: Context, depth: number): Formula {
  if (fn.kind !== 'symbol') return builder.fault('invalid_formula', 'only a function of the list can be called');
  const name = fn.name;
  if (name === 'column') return namedPart(builder, 'column', fn, args);
  if (name === 'age_days') return ageDays(builder, fn, args, context, depth);
  const arity = rowFunctions.get(name) ?? measures.get(name) ?? unitFunctions.get(name);
  if (arity === undefined) return unknownFunction(builder, fn, context);
  if (rowFunctions.has(name)) {
    // The keys of rowFunctions are function names.
    return hasArity(builder, fn, args, arity) ?? builder.call(name as 'abs', args, context, depth);
  }
  if (context === 'row') {
    return builder.fault('invalid_formula', `${name}(...) ${whyNotInRow(name)}`, fn);
  }
  const wrongArity = hasArity(builder, fn, args, arity);
  if (wrongArity) return wrongArity;
  if (measures.has(name)) return measure(builder, name as MeasureName, args, depth);
  return unitFunction(builder, fn, args, depth);
}

function whyNotInRow(name: string): string {
  return measures.has(name)
    ? 'measures rows and cannot stand inside of another measure, a filter or a row expression'
    : 'is about a whole unit and cannot stand inside of a measure, a filter or a row expression';
}

function unknownFunction(builder: CallBuilder, fn: SymbolNode, context: Context): Formula {
  const known = callable(context);
  const advice = didYouMean(fn.name, known) || `; there are ${known.join(', ')}`;
  return builder.fault('unknown_name', `no function "${fn.name}"${advice}`, fn);
}

function hasArity(builder: CallBuilder, fn: SymbolNode, args: readonly Tree[], { least, most }: Arity): Formula | null {
  if (args.length >= least && args.length <= most) return null;
  const upTo = most === Infinity ? ' or more' : ` to ${most}`;
  const count = least === most ? String(least) : `${least}${upTo}`;
  const noun = count === '1' ? 'argument' : 'arguments';
  return builder.fault('invalid_formula', `${fn.name} takes ${count} ${noun}, not ${args.length}`, fn);
}

function measure(builder: CallBuilder, name: MeasureName, args: readonly Tree[], depth: number): Formula {
  const takesOnlyFilter = name === 'first_date' || name === 'last_date' || name === 'active_days';
  const parts = args.map(arg => builder.build(arg, 'row', depth + 1));
  const [of = null, where = null] = takesOnlyFilter ? [null, ...parts] : parts;
  if (name !== 'count' || of === null || typeOf(of, new Map()) !== 'condition') {
    return builder.part({ kind: 'measure', name, of, where });
  }
  const both = where === null ? of : builder.part({ kind: 'call', name: 'and', of: [of, where] });
  return builder.part({ kind: 'measure', name, of: null, where: both });
}

function unitFunction(builder: CallBuilder, fn: SymbolNode, args: readonly Tree[], depth: number): Formula {
  if (fn.name === 'metric') return namedPart(builder, 'metric', fn, args);
  const of = builder.build(args[0], 'unit', depth + 1);
  switch (fn.name) {
    case 'previous':
    case 'same_last_year':
      return builder.part({ kind: 'shift', by: fn.name, of });
    case 'share':
    case 'rank_of':
      return builder.part({ kind: fn.name, of });
    default:
      return perMonth(builder, fn, of, args[1]);
  }
}

function perMonth(builder: CallBuilder, fn: SymbolNode, of: Formula, months: Tree): Formula {
  const count = months.kind === 'constant' && typeof months.value === 'number' ? months.value : NaN;
  if (Number.isInteger(count) && count >= 1 && count <= 36)
    return builder.part({ kind: 'per_month', months: count, of });
  return builder.fault(
    'invalid_formula',
    'per_month takes a whole number of months from 1 to 36 as its second argument',
    fn,
  );
}

function namedPart(builder: CallBuilder, kind: 'column' | 'metric', fn: SymbolNode, args: readonly Tree[]): Formula {
  const [arg] = args;
  if (
    args.length === 1 &&
    arg.kind === 'constant' &&
    typeof arg.value === 'string' &&
    /^[^\0\p{Surrogate}]+$/u.test(arg.value)
  ) {
    return builder.part({ kind, name: arg.value });
  }
  if (args.length === 1 && arg.kind === 'symbol' && kind === 'metric') return builder.part({ kind, name: arg.name });
  const example =
    kind === 'column'
      ? 'a name in quotes: column("gross sales")'
      : 'one name: metric(review_score) or metric("review score")';
  return builder.fault('invalid_formula', `${kind} takes ${example}`, fn);
}

function ageDays(
  builder: CallBuilder,
  fn: SymbolNode,
  args: readonly Tree[],
  context: Context,
  depth: number,
): Formula {
  const wrongArity = hasArity(builder, fn, args, { least: context === 'row' ? 0 : 1, most: 1 });
  if (wrongArity) return wrongArity;
  return builder.part({ kind: 'age_days', of: args.length === 0 ? null : builder.build(args[0], context, depth + 1) });
}
