// Methods in words.
import type { Indicator } from '../model/spec.ts';
import { plain } from './markup.ts';

/**
 * A method with its options.
 *
 * @example specText({ method: 'min-max', to: [0, 100] }) // 'min-max (to 0 – 100)'
 */
export function specText(spec: { readonly method: string }): string {
  const options = Object.entries(spec).filter(([name, value]) => name !== 'method' && value !== undefined);
  const said = options.map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(' – ') : plain(String(value), 80)}`,
  );
  return said.length === 0 ? spec.method : `${spec.method} (${said.join(', ')})`;
}

/**
 * What an indicator does beside its formula, and where it goes its own way.
 *
 * @example ownMethods({ id: 'a', formula: 'count()', direction: 'benefit', transform: 'log1p' }) // ['log1p']
 */
export function ownMethods({
  evidence,
  atLeast,
  shrink,
  transform,
  missing,
  outliers,
  normalize,
}: Indicator): string[] {
  const changed = typeof transform === 'string' ? transform : specText(transform);
  return [
    ...(changed === 'none' ? [] : [changed]),
    ...(atLeast === undefined ? [] : [`missing where ${plain(evidence ?? 'its evidence', 120)} is below ${atLeast}`]),
    ...(shrink === undefined
      ? []
      : [`thin evidence, by ${plain(shrink.by, 120)}, is drawn to the peers’ mean (strength ${shrink.strength})`]),
    ...(missing === undefined ? [] : [`missing values: ${specText(missing)}`]),
    ...(outliers === undefined ? [] : [`outliers: ${specText(outliers)}`]),
    ...(normalize === undefined ? [] : [`scale: ${specText(normalize)}`]),
  ];
}
