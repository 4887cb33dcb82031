const LONGEST = 50;

/**
 * Gives out names that differ even where an engine does not tell capital letters apart or cuts long names.
 *
 * Shape: a wanted name to the same name, or to one with a number behind it when it was given out before.
 * @example new Names(['unit']).take('Unit') // 'Unit_2'
 */
export class Names {
  readonly #taken = new Set<string>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(name.toLowerCase());
  }

  take(wanted: string): string {
    const start = [...wanted].slice(0, LONGEST).join('');
    let name = start;
    for (let count = 2; this.#taken.has(name.toLowerCase()); count++) name = `${start}_${count}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
