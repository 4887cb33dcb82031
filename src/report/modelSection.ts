// The model in short: the index as a table of weights and formulas, then the methods.
import { countChanged } from '../model/changes.ts';
import type { Result } from '../model/result.ts';
import type { Indicator, IndexNode, Model } from '../model/spec.ts';
import { colorOf } from './bar.ts';
import { counted, percent } from './figures.ts';
import { gradeRule } from './grades.ts';
import { joined, markup, named, NOTHING, plain } from './markup.ts';
import type { Markup } from './markup.ts';
import { ownMethods, specText } from './methods.ts';
import { indexLines } from './weights.ts';
import type { IndexLine } from './weights.ts';

/**
 * The model in short.
 *
 * @example modelSection(result).html.includes('sum(revenue)') // true
 */
export function modelSection(result: Result): Markup {
  const { model } = result;
  const rows = indexLines(result).map(line => indexRow(model, line));
  const facts: [string, Markup][] = [
    ['Eligible', model.eligible === undefined ? markup`every unit` : code(model.eligible)],
    ['Grades', model.grade ? gradeRule(model.grade) : markup`none`],
    ['Missing values', markup`${specText(model.missing)}${howMany(result.filled, 'filled in')}`],
    ['Outliers', markup`${specText(model.outliers)}${howMany(result.treated, 'treated')}`],
    ['Scale', markup`${specText(model.normalize)}`],
    ['Ranks', markup`${specText(model.rank)}; ties by ${[...model.ties, 'name'].join(', then ')}`],
    ...(model.sales.where === undefined ? [] : [['Sales rows', code(model.sales.where)] as [string, Markup]]),
    ...Object.entries(model.sales.derive).map(([name, formula]): [string, Markup] => [plain(name, 40), code(formula)]),
  ];
  const list = facts.map(([term, what]) => markup`<dt>${term}</dt><dd>${what}</dd>\n`);
  return markup`<section id="model">
<h2>The model</h2>
<div class="wide"><table class="index"><caption>The index: what it is made of</caption>
<thead><tr><th scope="col">Index and indicators</th><th scope="col" class="number">Weight</th><th scope="col" class="number">Of the whole</th><th scope="col">Made by</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
<dl class="methods">
${list}</dl>
</section>
`;
}

/** How many values are not as measured. */
function howMany(changes: Result['filled'], done: string): string {
  const count = countChanged(changes);
  return count === 0 ? '' : `; ${counted(count)} ${count === 1 ? 'value' : 'values'} ${done}`;
}

function indexRow(model: Model, { part, depth, top, weight, whole }: IndexLine): Markup {
  const indicator = part.of ? undefined : model.indicators.find(({ id }) => id === part.id);
  const swatch = depth === 1 ? markup`<i class="swatch ${colorOf(top)}"></i>` : NOTHING;
  const cost = indicator?.direction === 'cost' ? markup` <span class="cost">less is better</span>` : NOTHING;
  const made = indicator ? indicatorText(indicator) : markup`${nodeText(part)}`;
  return markup`<tr class="${part.of ? 'node' : 'leaf'}" style="--depth:${depth}"><th scope="row">${swatch}${named(part.id)}${cost}</th><td class="number">${depth === 0 ? '' : weight}</td><td class="number whole">${whole}</td><td>${made}</td></tr>\n`;
}

function nodeText({ aggregate, weights, present = 0 }: IndexNode): string {
  const mean = `${specText(aggregate ?? { method: 'arithmetic' })} mean`;
  const by = weights && weights.method !== 'fixed' ? `, weights ${specText(weights)}` : '';
  return `${mean}${by}${present > 0 ? `, from ${percent(present)} of the weight present` : ''}`;
}

function indicatorText(indicator: Indicator): Markup {
  return joined([code(indicator.formula), ...ownMethods(indicator).map(text => markup`<small>${text}</small>`)], ' ');
}

function code(formula: string): Markup {
  return markup`<code>${plain(formula, MOST_OF_FORMULA)}</code>`;
}

const MOST_OF_FORMULA = 300;
