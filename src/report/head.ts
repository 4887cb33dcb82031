// The head of the page: what was rated, how many units were compared, and what became of the rows.
import type { Result } from '../model/result.ts';
import type { InputRecord } from '../release/record.ts';
import { counted } from './figures.ts';
import { joined, markup, named, NOTHING } from './markup.ts';
import type { Markup } from './markup.ts';

/**
 * The head of the page.
 *
 * @example head(result, []).html.includes('<h1><bdi>sample</bdi></h1>') // true
 */
export function head(result: Result, inputs: readonly InputRecord[]): Markup {
  const { model, period, count, peers, eligible, rank, strangers } = result;
  const { unit, within } = model.rate;
  const list = (names: readonly string[]): Markup =>
    joined(
      names.map(name => named(name)),
      ' × ',
    );
  const what = within.length === 0 ? list(unit) : markup`${list(unit)} within ${list(within)}`;
  const when = period
    ? markup`, <time datetime="${period.start}">${period.start}</time> to <time datetime="${period.end}">${period.end}</time>`
    : NOTHING;
  const about = model.description === undefined ? NOTHING : markup`<p>${named(model.description, 1000)}</p>\n`;
  const unknown =
    strangers.length === 0
      ? NOTHING
      : markup`<p class="note">Without a score, for the anchors do not know their peers: ${counted(strangers.length)} ${strangers.length === 1 ? 'unit' : 'units'}.</p>\n`;
  const counts: [string, number][] = [
    ['Units', count],
    ['Peers groups', peers.count],
    ['Eligible', eligible.reduce((sum, flag) => sum + flag, 0)],
    ['Ranked', rank.reduce((sum, place) => sum + (Number.isNaN(place) ? 0 : 1), 0)],
  ];
  return markup`<header>
<h1>${named(model.name, 120)}</h1>
<p>Rating of ${what}${when}</p>
${about}<dl class="counts">${counts.map(([term, number]) => markup`<div><dt>${term}</dt><dd>${counted(number)}</dd></div>`)}</dl>
${unknown}${rowsTable(result, inputs)}</header>
`;
}

interface RowsLine {
  readonly table: string;
  readonly file: string | null;
  readonly read: number;
  readonly rejected: number;
  readonly filtered: number;
}

function rowsTable(result: Result, inputs: readonly InputRecord[]): Markup {
  const lines = rowsLines(result, inputs);
  if (lines.length === 0) return NOTHING;
  const body = lines.map(
    ({ table, file, read, rejected, filtered }) =>
      markup`<tr><th scope="row">${table}</th><td>${named(file)}</td><td class="number">${counted(read)}</td><td class="number">${counted(rejected)}</td><td class="number">${counted(filtered)}</td></tr>\n`,
  );
  const heads = ['Rows read', 'Rejected', 'Filtered'].map(text => markup`<th scope="col" class="number">${text}</th>`);
  return markup`<div class="wide"><table class="rows"><caption>Rows read</caption>
<thead><tr><th scope="col">Table</th><th scope="col">File</th>${heads}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}

/** Rows are rejected twice: those that a reader cannot make a row of, and those that the model cannot use. */
function rowsLines({ rows }: Result, inputs: readonly InputRecord[]): RowsLine[] {
  const measured = new Map(Object.entries(rows));
  const files = inputs.map(({ table, name, rows: { read, rejected } }) => {
    const used = measured.get(table);
    return { table, file: name, read, rejected: rejected + (used?.rejected ?? 0), filtered: used?.filtered ?? NaN };
  });
  const named = new Set(inputs.map(({ table }) => table));
  const others = [...measured].filter(([table, { read }]) => read > 0 && !named.has(table));
  return [
    ...files,
    ...others.map(([table, { read, rejected, filtered }]) => ({ table, file: null, read, rejected, filtered })),
  ];
}
