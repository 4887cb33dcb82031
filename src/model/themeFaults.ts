import type { Fault } from '../errors/ratingError.ts';
import type { ThemeSpec } from './themeSpec.ts';

/**
 * What of the themes of a policy contradicts itself.
 *
 * Shape: themes, and how many columns name a page, to faults.
 * @example themeFaults([{ name: 'tea time', of: [{ within: ['tea', 'jam'], share: 1 }], apportion: 'sainte-lague', several: 0 }], 1).length // 1
 */
export function themeFaults(themes: readonly ThemeSpec[], within: number): Fault[] {
  const faults: Fault[] = [];
  themes.forEach(({ name, of }, at) => {
    const tell = (path: readonly (string | number)[], message: string): void => {
      faults.push({ code: 'invalid_model', path: ['order', 'themes', at, ...path], message });
    };
    if (themes.findIndex(theme => theme.name === name) < at) tell(['name'], 'another theme has this name');
    const keys = of.map(part => (typeof part.within === 'string' ? [part.within] : part.within));
    keys.forEach((key, part) => {
      const path = ['of', part, 'within'];
      const isSame = (other: readonly string[]): boolean => JSON.stringify(other) === JSON.stringify(key);
      if (key.length !== within) tell(path, `takes ${within} names`);
      if (keys.findIndex(isSame) < part) tell(path, 'the theme has this page twice');
    });
  });
  return faults;
}
