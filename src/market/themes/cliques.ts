/** Two items that belong together, and how much. */
export interface Link {
  readonly one: string;
  readonly other: string;
  readonly strength: number;
  readonly reason: string;
}

/** Items of which each is linked with each. */
export interface Clique {
  readonly items: readonly string[];
  readonly weakest: Link;
}

/**
 * Groups in which every two are linked, from the strongest link on: each takes in the item whose weakest link with it is strongest, until none is
 * linked with all or the group is full. An item is in one group.
 *
 * Shape: links in any order to groups of two items or more. Degenerate: equal strengths go in the order of the links.
 * @example cliques([{ one: 'a', other: 'b', strength: 2, reason: '' }, { one: 'b', other: 'c', strength: 1, reason: '' }], 3).map(({ items }) => items) // [['a', 'b']]
 */
export function cliques(links: readonly Link[], most: number): Clique[] {
  const sorted = [...links].sort((first, second) => second.strength - first.strength);
  const linksOf = new Map<string, Map<string, Link>>();
  const neighbors = (item: string): Map<string, Link> => {
    let known = linksOf.get(item);
    if (!known) linksOf.set(item, (known = new Map<string, Link>()));
    return known;
  };
  for (const link of sorted) {
    neighbors(link.one).set(link.other, link);
    neighbors(link.other).set(link.one, link);
  }
  const isTaken = new Set<string>();
  const groups: Clique[] = [];
  for (const link of sorted) {
    if (isTaken.has(link.one) || isTaken.has(link.other)) continue;
    const items = [link.one, link.other];
    let weakest = link;
    while (items.length < most) {
      const next = nearest(items);
      if (!next) break;
      items.push(next.item);
      if (next.link.strength < weakest.strength) weakest = next.link;
    }
    for (const item of items) isTaken.add(item);
    groups.push({ items, weakest });
  }
  return groups;

  /** The free item whose weakest link with all of a group is strongest. */
  function nearest(items: readonly string[]): { readonly item: string; readonly link: Link } | undefined {
    let best: { readonly item: string; readonly link: Link } | undefined;
    for (const item of neighbors(items[0]).keys()) {
      if (isTaken.has(item) || items.includes(item)) continue;
      const own = items.map(each => neighbors(each).get(item));
      if (!own.every(link => link !== undefined)) continue;
      const link = own.reduce((least, each) => (each.strength < least.strength ? each : least));
      if (!best || link.strength > best.link.strength) best = { item, link };
    }
    return best;
  }
}
