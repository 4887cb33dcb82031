// The section of one peers group: who is ranked with the picture and the reasons of each, and, folded, who is not eligible.
import { reasons } from '../audit/reasons.ts';
import type { Contribution, Explanation } from '../audit/explain.ts';
import { textAt } from '../table/text.ts';
import { bar } from './bar.ts';
import { counted, lead, MISSING, percent, points } from './figures.ts';
import { badge, cutText } from './grades.ts';
import { joined, markup, named, NOTHING, plain } from './markup.ts';
import type { Markup } from './markup.ts';
import type { Group, Page } from './page.ts';

/**
 * One peers group, piece by piece.
 *
 * Degenerate: no eligible unit: it says so; units past the most a group are counted.
 * @example [...groupSection(pageOf(result), pageOf(result).groups[0])].length > 2 // true
 */
export function* groupSection(page: Page, group: Group): Generator<Markup> {
  const { anchor, name, eligible, others, cuts } = group;
  const lines = cuts.map(cut => `${shareOf(page, cut)}%`);
  const ticks = page.addsUp && lines.length > 0 ? markup` style="--cuts:${lines.map(tick).join(',')}"` : NOTHING;
  yield markup`<section class="group" id="${anchor}"${ticks}>\n<h2>${name}</h2>\n<p class="facts">${facts(page, group)} <a class="up" href="#contents">contents</a></p>\n`;
  if (eligible.length > 0) {
    yield markup`<table class="ranking"><caption>${name}: ranking</caption>\n<thead><tr>${headings(page)}</tr></thead>\n<tbody>\n`;
    for (const unit of eligible.slice(0, page.most)) yield row(page, unit);
    yield markup`</tbody></table>\n${more(eligible.length - page.most)}`;
  }
  if (others.length > 0) {
    yield markup`<details><summary>${counted(others.length)} not eligible</summary>\n<table class="others"><caption>${name}: not eligible, scored for information</caption>\n`;
    yield markup`<thead><tr>${unitHeadings(page)}<th scope="col" class="number">Score</th><th scope="col" class="number">Coverage</th></tr></thead>\n<tbody>\n`;
    for (const unit of others.slice(0, page.most)) yield otherRow(page, unit);
    yield markup`</tbody></table>\n${more(others.length - page.most)}</details>\n`;
  }
  yield markup`</section>\n`;
}

function facts({ result: { rank, grade, model } }: Page, { eligible, others, cuts }: Group): Markup {
  const ranked = eligible.filter(unit => !Number.isNaN(rank[unit])).length;
  const unscored = eligible.length - ranked;
  const pieces = [
    markup`${counted(ranked)} ranked`,
    ...(unscored > 0 ? [markup`${counted(unscored)} without a score`] : []),
    ...(others.length > 0 ? [markup`${counted(others.length)} not eligible`] : []),
    ...(grade?.names ?? []).flatMap((_, code) => {
      const holders = eligible.filter(unit => grade?.codes[unit] === code).length;
      return holders === 0 ? [] : [markup`${badge(grade?.names ?? [], code)} ${counted(holders)}`];
    }),
  ];
  // Stated cut points are the same in every group and stand at the head of the page.
  const own =
    model.grade && model.grade.method !== 'cut-points' && cuts.length > 0
      ? [markup`${cutText(grade?.names ?? [], cuts)}`]
      : [];
  return joined([...pieces, ...own], ' · ');
}

function headings(page: Page): Markup {
  const grade = page.result.grade ? markup`<th scope="col">Grade</th>` : NOTHING;
  const picture = page.addsUp ? 'What the score is made of' : 'Parts of the index';
  return markup`<th scope="col" class="number">Rank</th>${grade}${unitHeadings(page)}<th scope="col" class="number">Score</th><th scope="col" class="picture">${picture}</th><th scope="col">Why</th>`;
}

function unitHeadings({ result: { model } }: Page): Markup[] {
  return model.rate.unit.map(name => markup`<th scope="col">${named(name)}</th>`);
}

function row(page: Page, unit: number): Markup {
  const { grade } = page.result;
  const explanation = page.explainUnit(unit);
  const gradeCell = grade ? markup`<td>${badge(grade.names, grade.codes[unit])}</td>` : NOTHING;
  const place = markup`<td class="number rank">${counted(explanation.rank)}</td>${gradeCell}${names(page, unit)}`;
  return markup`<tr>${place}<td class="number score">${points(explanation.score)}</td><td class="picture">${bar(page, unit)}</td><td class="why">${why(explanation)}</td></tr>\n`;
}

function otherRow(page: Page, unit: number): Markup {
  const { score, coverage } = page.result;
  return markup`<tr>${names(page, unit)}<td class="number">${points(score[unit])}</td><td class="number">${percent(coverage[unit])}</td></tr>\n`;
}

function names({ result: { keys, model } }: Page, unit: number): Markup[] {
  return keys
    .slice(model.rate.within.length)
    .map(({ column }) => markup`<th scope="row">${named(textAt(column, unit))}</th>`);
}

function why(explanation: Explanation): Markup {
  const { coverage, score } = explanation;
  const { strengths, weaknesses } = reasons(explanation, 2);
  const say = ({ id, lead: by }: Contribution): string => `${plain(id, 40)} ${lead(by)}`;
  const side = (word: string, parts: readonly Contribution[]): Markup[] =>
    parts.length === 0 || Number.isNaN(score) ? [] : [markup`${word} ${parts.map(say).join(', ')}`];
  const thin = coverage < 1 - 1e-9 ? [markup`<span class="thin">coverage ${percent(coverage)}</span>`] : [];
  const said = [...side('ahead on', strengths), ...side('behind on', weaknesses), ...thin];
  return said.length === 0 ? markup`${MISSING}` : joined(said, '; ');
}

function more(count: number): Markup {
  return count > 0 ? markup`<p class="more">and ${counted(count)} more in ratings.csv</p>\n` : NOTHING;
}

function shareOf({ scale: { low, high } }: Page, value: number): string {
  return ((100 * (value - low)) / (high - low)).toFixed(2);
}

function tick(at: string): string {
  return `linear-gradient(to right,transparent calc(${at} - 1px),var(--tick) calc(${at} - 1px) ${at},transparent ${at})`;
}
