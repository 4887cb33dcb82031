// The way into the page: the peers groups with the leader of each, how to read a bar, and the legend of its colors.
import { textAt } from '../table/text.ts';
import { colorOf, partIds } from './bar.ts';
import { counted, points } from './figures.ts';
import { joined, markup, named, NOTHING } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Group, Page } from './page.ts';
import { indexLines } from './weights.ts';

/**
 * The peers groups, piece by piece: where each stands, who leads it, how many are ranked.
 *
 * Degenerate: a group without a ranked unit has no leader.
 * @example [...contents(pageOf(result))].length // 3
 */
export function* contents(page: Page): Generator<Markup> {
  const { result, groups } = page;
  const grouping =
    result.model.rate.within.length === 0
      ? markup`Group`
      : joined(
          result.model.rate.within.map(name => named(name)),
          ' / ',
        );
  yield markup`<nav id="contents" aria-labelledby="contents-title">
<h2 id="contents-title">Contents</h2>
<table><caption>Peers groups and their leaders</caption>
<thead><tr><th scope="col">${grouping}</th><th scope="col">Leader</th><th scope="col" class="number">Score</th><th scope="col" class="number">Ranked</th></tr></thead>
<tbody>
`;
  for (const group of groups) yield groupLine(page, group);
  yield markup`</tbody></table>\n</nav>\n`;
}

/**
 * How the pictures are to be read, and the legend.
 *
 * @example legend(pageOf(result)).html.includes("revenue 60%") // true
 */
export function legend({ result, addsUp, scale }: Page): Markup {
  const weights = indexLines(result).filter(({ depth }) => depth === 1);
  const entries = partIds(result).map(
    (id, part) => markup`<li><i class="swatch ${colorOf(part)}"></i>${id} ${weights[part].weight}</li>`,
  );
  const range = `${Number(scale.low.toFixed(1))} to ${Number(scale.high.toFixed(1))}`;
  const ticks = result.grade && addsUp ? ' Fine lines are the borders of the grades.' : '';
  const how = addsUp
    ? `A bar is as long as the score; its parts are what each part of the index gives (scale ${range}).${ticks}`
    : `This index does not add up its parts: each bar is the value of one part by itself (scale ${range}).`;
  const why =
    ' “Why” names the indicators that give most points above (+) and below (−) what the means of the peers would give.';
  const thin = result.coverage.some(share => share < 1 - 1e-9)
    ? ' Coverage is the share of the weight that rests on data that was not missing.'
    : '';
  return markup`<p class="note">${how}${why}${thin} A value that is missing is shown as –.</p>\n<ul class="legend">${entries}</ul>\n`;
}

function groupLine({ result }: Page, { anchor, name, eligible }: Group): Markup {
  const ranked = eligible.filter(unit => !Number.isNaN(result.rank[unit]));
  const own = result.keys.slice(result.model.rate.within.length);
  const [first] = ranked;
  const leader =
    first === undefined
      ? markup`–`
      : joined(
          own.map(({ column }) => named(textAt(column, first))),
          ' / ',
        );
  const score = first === undefined ? NOTHING : markup`${points(result.score[first])}`;
  return markup`<tr><th scope="row"><a href="#${anchor}">${name}</a></th><td>${leader}</td><td class="number">${score}</td><td class="number">${counted(ranked.length)}</td></tr>\n`;
}
