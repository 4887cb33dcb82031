// The pictures of a score: parts stacked to the score where they add up, side by side where they do not; and the legend of their colors.
import type { Result } from '../model/result.ts';
import { MISSING, points } from './figures.ts';
import { markup, NOTHING, plain } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Page } from './page.ts';
import { partsOf } from './parts.ts';
import type { Scale } from './parts.ts';
import { COLORS } from './style.ts';

/**
 * The bar of a unit, read from left to right in the order of the legend; its text names every part.
 *
 * Degenerate: no score: no bar; a part that is missing takes no room in a stack.
 * @example bar(pageOf(result), 1).html.startsWith('<div class="bar"') // true
 */
export function bar({ result, scale, explainUnit }: Page, unit: number): Markup {
  const explanation = explainUnit(unit);
  const parts = partsOf(result, unit, explanation);
  if (parts.every(Number.isNaN)) return NOTHING;
  const ids = partIds(result);
  const text = parts.map((part, at) => `${ids[at]} ${points(part)}`).join(', ');
  const title = explanation.addsUp ? `${text}; together ${points(explanation.score)}` : text;
  return explanation.addsUp
    ? markup`<div class="bar" role="img" title="${title}">${stacked(parts, scale)}</div>`
    : markup`<div class="bars" role="img" title="${title}">${parts.map((part, at) => single(part, at, scale))}</div>`;
}

/** The ids of the top-level parts of the index, fit to be shown. */
export function partIds({ model }: Result): string[] {
  return (model.index.of ?? []).map(({ id }) => plain(id, MOST_OF_ID));
}

/**
 * The class that colors a top-level part; past the palette colors come again, hatched.
 *
 * @example colorOf(9) // 'c2 hatched'
 */
export function colorOf(part: number): string {
  return `c${(part % COLORS) + 1}${Math.floor(part / COLORS) % 2 === 1 ? ' hatched' : ''}`;
}

const MOST_OF_ID = 40;
/** In percent of the width. */
const ROOM_IN_A_STACK = 9;
const ROOM_SIDE_BY_SIDE = 35;

/** Parts below 0 end where those above begin: at 0. */
function stacked(parts: readonly number[], { low, high }: Scale): Markup[] {
  const share = (value: number): number => (100 * value) / (high - low);
  const below = parts.reduce((sum, part) => (part < 0 ? sum + part : sum), 0);
  const inOrder = [...parts.keys()]
    .filter(at => parts[at] < 0 || parts[at] > 0)
    .sort((left, right) => Number(parts[left] > 0) - Number(parts[right] > 0));
  const start = share(below - low);
  const blank = start < 0.005 ? [] : [markup`<i style="width:${start.toFixed(2)}%"></i>`];
  return [...blank, ...inOrder.map(at => segment(share(Math.abs(parts[at])), colorOf(at), parts[at], ROOM_IN_A_STACK))];
}

function single(part: number, at: number, { low, high }: Scale): Markup {
  const width = Number.isNaN(part) ? 0 : (100 * (Math.max(part, low) - low)) / (high - low);
  // Beside a bar that is too short for its figure there is room on the track.
  const beside = width < ROOM_SIDE_BY_SIDE ? markup`<b>${Number.isNaN(part) ? MISSING : part.toFixed(0)}</b>` : NOTHING;
  return markup`<div>${segment(width, colorOf(at), part, ROOM_SIDE_BY_SIDE)}${beside}</div>`;
}

function segment(width: number, color: string, value: number, room: number): Markup {
  const figure = width >= room ? value.toFixed(0) : '';
  return markup`<i class="${color}" style="width:${width.toFixed(2)}%">${figure}</i>`;
}
