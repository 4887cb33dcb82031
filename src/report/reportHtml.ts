import type { Result } from '../model/result.ts';
import type { InputRecord } from '../release/record.ts';
import { contents, legend } from './contents.ts';
import { groupSection } from './groupSection.ts';
import { head } from './head.ts';
import { markup, plain } from './markup.ts';
import { modelSection } from './modelSection.ts';
import { pageOf } from './page.ts';
import { STYLE } from './style.ts';

/** How much the page says. */
export interface ReportOptions {
  /** How many units of each peers group are listed; 50 when left out, fewer when there are very many groups. */
  readonly most?: number;
  /** The files that were read, as a release records them: rows that a reader rejected are known to them only. */
  readonly inputs?: readonly InputRecord[];
}

/**
 * A result as one page for people: the model in short, the leaders, and for each peers group who is ranked where and why.
 *
 * Shape: pieces of HTML; together one file without scripts that asks for nothing else.
 * Degenerate: a missing value is `–`; a unit without a score has no bar.
 * @example [...reportHtml(result)].join('').startsWith('<!doctype html>') // true
 */
export function* reportHtml(result: Result, { most, inputs = [] }: ReportOptions = {}): Generator<string> {
  const page = pageOf(result, most);
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n`;
  yield markup`<title>${plain(result.model.name, 120)} – brandrank</title>\n`.html;
  yield `<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield head(result, inputs).html;
  yield modelSection(result).html;
  yield '<main>\n';
  for (const piece of contents(page)) yield piece.html;
  yield legend(page).html;
  for (const group of page.groups) for (const piece of groupSection(page, group)) yield piece.html;
  yield '</main>\n</body>\n</html>\n';
}
