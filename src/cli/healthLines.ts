// The health of a model, for people.
import type { HealthFlag } from '../audit/healthFlags.ts';
import type { ModelHealth } from '../audit/modelHealth.ts';
import { aligned, counted } from './text.ts';

const MOST_FLAGS = 30;

/**
 * A model's health as lines: what is worth a look, a table of the indicators, one of the index nodes.
 *
 * @example healthLines(health, flags)[0] // 'health, by 51 eligible units'
 */
export function healthLines(health: ModelHealth, flags: readonly HealthFlag[]): string[] {
  const more = flags.length - MOST_FLAGS;
  return [
    `health, by ${counted(health.units, 'eligible unit')}; ${flags.length === 0 ? 'nothing stands out' : 'worth a look:'}`,
    ...flags.slice(0, MOST_FLAGS).map(flag => `  ${flag.ids.join(', ')} (${measured(flag)}): ${flag.message}`),
    ...(more > 0 ? [`  … and ${more} more, see --json`] : []),
    ...indented(indicatorTable(health)),
    ...indented(nodeTable(health)),
  ];
}

function measured({ kind, value }: HealthFlag): string {
  if (kind === 'separates-nothing' || kind === 'separates-little')
    return `${(value * 100).toFixed(0)}% of the units alike`;
  if (kind === 'alpha') return `alpha ${twoDecimals(value)}`;
  return kind === 'importance' ? `${twoDecimals(value)} of its weight` : `correlation ${twoDecimals(value)}`;
}

function indicatorTable({ indicators }: ModelHealth): string[] {
  const header = ['indicator', 'index', 'weight', 'importance', 'with index', 'with score', 'alike'];
  const rows = indicators.map(each => [
    each.id,
    each.node,
    percent(each.weight),
    percent(each.importance),
    twoDecimals(each.withNode),
    twoDecimals(each.withScore),
    percent(each.commonest),
  ]);
  return aligned([header, ...rows], [2, 3, 4, 5, 6]);
}

function nodeTable({ nodes }: ModelHealth): string[] {
  const header = ['index', 'parts', 'alpha', 'first component', 'components for 90%'];
  const rows = nodes.map(({ id, parts, alpha, components }) => [
    id,
    String(parts.length),
    twoDecimals(alpha),
    percent(components[0]?.share ?? NaN),
    components.length === 0
      ? '–'
      : String(
          componentsFor(
            components.map(({ share }) => share),
            0.9,
          ),
        ),
  ]);
  return aligned([header, ...rows], [1, 2, 3, 4]);
}

/** How many shares, the greatest first, it takes to reach a sum. */
function componentsFor(shares: readonly number[], sum: number): number {
  let count = 0;
  for (let reached = 0; count < shares.length && reached < sum - 1e-12; count++) reached += shares[count];
  return count;
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => `  ${line}`);
}

function percent(share: number): string {
  return Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1).replace('-', '−')}%`;
}

function twoDecimals(value: number): string {
  if (Number.isNaN(value)) return '–';
  // A minus before nothing would be an odd sight.
  return value
    .toFixed(2)
    .replace(/^-(?=0\.00$)/, '')
    .replace('-', '−');
}
