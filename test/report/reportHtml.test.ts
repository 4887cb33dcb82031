// The page for people, by example: what it says, what it never lets through, and that its pictures are the scores.
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/audit/explain.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Result } from '../../src/model/result.ts';
import { apply, fit, run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { bar } from '../../src/report/bar.ts';
import { pageOf } from '../../src/report/page.ts';
import { reportHtml } from '../../src/report/reportHtml.ts';
import type { ReportOptions } from '../../src/report/reportHtml.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';

const PARTS = [
  { id: 'market', weight: 3, of: [{ id: 'sold' }] },
  {
    id: 'service',
    weight: 1,
    of: [
      { id: 'late', weight: 2 },
      { id: 'review', weight: 1 },
    ],
  },
];

const DOCUMENT: ModelDocument = {
  version: 1,
  name: 'standing',
  indicators: [
    { id: 'sold', formula: 'metric(sold)' },
    { id: 'late', formula: 'metric(late)', direction: 'cost' },
    { id: 'review', formula: 'metric(review)' },
  ],
  index: { id: 'power', of: PARTS },
  eligible: 'metric(sold) > 1',
  grade: { method: 'cut-points', grades: ['A', 'B'], from: [50] },
};

function brands(
  names: readonly string[],
  categories: readonly string[] = names.map((_, at) => (at % 2 === 0 ? 'tea' : 'cups')),
): Table {
  return table({
    category: [...categories],
    brand: [...names],
    sold: names.map((_, at) => (at === 0 ? 1 : at * at)),
    late: names.map((_, at) => (at * 7) % 5),
    review: names.map((_, at) => (at % 3 === 0 ? null : at)),
  });
}

function rated(
  parts: Partial<ModelDocument> = {},
  metrics = brands(['Zero', 'Ada', 'Bo', 'Cy', 'Di', 'Eve', 'Flo', 'Gus']),
): Result {
  return run(parseModel({ ...DOCUMENT, ...parts }), { metrics });
}

function page(result: Result, options?: ReportOptions): string {
  return [...reportHtml(result, options)].join('');
}

/** The rows of the rankings, as texts without tags. */
function rowTexts(html: string): string[] {
  const rankings = [...html.matchAll(/<table class="ranking">.*?<\/table>/gs)].map(([text]) => text).join('');
  return [...rankings.matchAll(/<tr><td.*?<\/tr>/gs)].map(([row]) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replace(/ +/g, ' ')
      .trim(),
  );
}

/** What is wrong with the nesting of tags; the first fault. */
function nestingFault(html: string): string | undefined {
  const open: string[] = [];
  for (const [, close, tag] of html
    .replace(/<style>.*<\/style>/s, '')
    .matchAll(/<(\/?)([a-z][a-z0-9]*)(?: [a-z-]+(?:="[^"<>]*")?)*>/g)) {
    if (tag === 'meta') continue;
    if (close === '') open.push(tag);
    else if (open.pop() !== tag) return `</${tag}> closes another`;
  }
  return open.length === 0 ? undefined : `<${open.join('><')}> stay open`;
}

describe('the page', () => {
  const html = page(rated());

  it('is one well-nested document that asks for nothing from elsewhere', () => {
    expect(nestingFault(html)).toBeUndefined();
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">.*<title>standing – brandrank<\/title>.*<\/html>\n$/s);
    expect(html).not.toMatch(/<script|<link|<img|url\(|https?:|@import/);
  });

  it('says the counts, the weights, the direction, the eligibility and the grades', () => {
    expect(html).toContain('<dt>Units</dt><dd>8</dd>');
    expect(html).toContain('<dt>Eligible</dt><dd>6</dd>');
    expect(html.match(/<bdi>late<\/bdi>.*?<\/tr>/)?.[0].replace(/<[^>]*>/g, ' ')).toMatch(
      /less is better\s+66\.7%\s+16\.7%\s+metric\(late\)/,
    );
    expect(html).toContain('<code>metric(sold) &gt; 1</code>');
    expect(html).toContain('<b class="grade t0">A</b> from 50, <b class="grade t4">B</b> below');
  });

  it('leads from the contents to each group by its number, with its leader', () => {
    expect(html).toContain('<a href="#g1"><bdi>cups</bdi></a></th><td><bdi>Gus</bdi></td>');
    expect([...html.matchAll(/<section class="group" id="(g\d+)"/g)].map(([, id]) => id)).toEqual(['g1', 'g2']);
  });

  // Eve: sold (25 - 9) / (49 - 9) = 40, late 100, review 0: 0.75 · 40 + 0.25 · 200 / 3 = 46.7.
  it('lists the units by rank, with grade, score and reasons', () => {
    const rows = rowTexts(html);
    expect(rows.map(row => row.split(' ').slice(0, 3).join(' '))).toEqual([
      '1 A Gus',
      '2 B Eve',
      '3 B Cy',
      '1 A Flo',
      '2 B Di',
      '3 B Bo',
    ]);
    expect(rows[1]).toMatch(/^2 B Eve 46\.7 30 17 /);
    expect(rows[0]).toMatch(/ahead on sold \+\d+\.\d/);
  });

  it('folds those who are not eligible, without rank', () => {
    expect(html.match(/<details>.*?<\/details>/gs)?.map(text => /<bdi>(\w+)<\/bdi><\/th><td/.exec(text)?.[1])).toEqual([
      'Ada',
      'Zero',
    ]);
  });

  it('says coverage only where data was missing', () => {
    const rows = rowTexts(html);
    expect(rows.filter(row => row.includes('coverage')).map(row => row.split(' ')[2])).toEqual(['Cy', 'Flo']);
  });

  it('is the same bytes for the same data in another row order', () => {
    const names = ['Ada', 'Bo', 'Cy'];
    const at = [2, 0, 1];
    const of = (order: readonly number[]): Table =>
      table({
        category: order.map(() => 'tea'),
        brand: order.map(row => names[row]),
        sold: order.map(row => row + 2),
        late: order.map(() => 1),
        review: order.map(row => row),
      });
    expect(page(rated({}, of(at)))).toBe(page(rated({}, of([0, 1, 2]))));
  });

  it('lists no more than the most, and says how many there are', () => {
    const short = page(rated(), { most: 2 });
    expect(rowTexts(short)).toHaveLength(4);
    expect(short).toContain('and 1 more in ratings.csv');
  });

  it('lists fewer of each group when there are thousands of groups', () => {
    const names = Array.from({ length: 24_000 }, (_, at) => `b${at}`);
    expect(
      pageOf(
        rated(
          {},
          brands(
            names,
            names.map((_, at) => `c${at % 2000}`),
          ),
        ),
      ).most,
    ).toBe(5);
  });

  it('counts the rows that a reader rejected with those that the model rejected', () => {
    const inputs = [{ table: 'metrics', name: 'a<b.csv', sha256: '', rows: { read: 1234, used: 1229, rejected: 5 } }];
    expect(page(rated(), { inputs })).toContain(
      '<td><bdi>a&lt;b.csv</bdi></td><td class="number">1,234</td><td class="number">5</td><td class="number">0</td>',
    );
  });
});

describe('the bars', () => {
  const widths = (html: string): number[] =>
    [...html.matchAll(/<i class="c\d+[^"]*" style="width:([\d.]+)%/g)].map(([, width]) => Number(width));

  it('add up to the score, in percent of 100', () => {
    const result = rated();
    const shown = pageOf(result);
    for (const unit of shown.groups.flatMap(group => group.eligible)) {
      expect(widths(bar(shown, unit).html).reduce((sum, width) => sum + width, 0)).toBeCloseTo(result.score[unit], 1);
    }
  });

  it('show by themselves the parts of an index that does not add up', () => {
    const result = rated({
      index: { id: 'power', of: PARTS, aggregate: { method: 'geometric' } },
      normalize: { method: 'min-max', to: [1, 100] },
    });
    const shown = pageOf(result);
    expect(explain(result, 0).addsUp).toBe(false);
    for (const unit of shown.groups.flatMap(group => group.eligible)) {
      const [market, service] = widths(bar(shown, unit).html);
      expect(market).toBeCloseTo(result.nodes[0].score[unit], 1);
      expect(service).toBeCloseTo(result.nodes[1].score[unit], 1);
    }
    expect(page(result)).toMatch(/ahead on \w+ \+\d+\.\d.*behind on \w+ −\d+\.\d/);
  });

  it('end at 0 for parts below it, all inside of the scale', () => {
    const result = rated({ normalize: { method: 'z-score', mean: 0, deviation: 30 } });
    const shown = pageOf(result);
    expect(shown.scale.low).toBeLessThan(0);
    for (const unit of shown.groups.flatMap(group => group.eligible)) {
      const all = [...bar(shown, unit).html.matchAll(/width:([\d.]+)%/g)].map(([, width]) => Number(width));
      expect(all.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(100.02);
    }
  });

  it('fill their own scale when scores are small', () => {
    const { scale } = pageOf(rated({ normalize: { method: 'min-max', to: [0, 1] }, grade: undefined }));
    expect(scale.high).toBeLessThanOrEqual(1);
  });
});

describe('names', () => {
  const hostile = [
    '<script>alert(1)</script>',
    "\"><img src=x onerror='a()'>",
    '\u202egnp.exe',
    '</title></style>',
    'a\nb\u0000c',
    'x'.repeat(10_000),
    '__proto__',
    '&lt;',
    'half \ud800',
  ];
  const html = page(rated({ name: '</title><script>x</script>', eligible: undefined }, brands(hostile, hostile)));

  it('never come through as markup, wherever they stand', () => {
    expect(nestingFault(html)).toBeUndefined();
    expect(html).not.toMatch(/<script|<img|onerror='|<\/title><\/style>/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&amp;lt;');
  });

  it('have their hidden signs shown, and cannot turn the text around them', () => {
    expect(html).toContain('<bdi>\\u202egnp.exe</bdi>');
    expect(html).toContain('<bdi>a\\u000ab\\u0000c</bdi>');
    expect(html).toContain('half \\ud800');
    expect(html).not.toContain('\u202e');
  });

  it('are cut when long, with more of them in a title', () => {
    expect(html).toContain(`<bdi title="${'x'.repeat(499)}…">${'x'.repeat(59)}…</bdi>`);
    expect(html).not.toContain('x'.repeat(500));
  });

  it('are no part of anchors', () => {
    expect(
      [...html.matchAll(/ (?:id|href)="([^"]*)"/g)].every(([, name]) =>
        /^#?(?:g\d+|model|contents|contents-title)$/.test(name),
      ),
    ).toBe(true);
  });
});

describe('lesser models', () => {
  it('without group columns: one group of all units', () => {
    const html = page(rated({ rate: { unit: ['brand'], within: [] } }));
    expect(html).toContain('<h2>All units</h2>');
    expect(rowTexts(html)).toHaveLength(6);
  });

  it('without grades: no grade column, no badges', () => {
    const html = page(rated({ grade: undefined }));
    expect(html).not.toMatch(/<b class="grade|>Grade<|NaN|undefined/);
  });

  it('with grades by quantile: each group says its own borders', () => {
    expect(page(rated({ grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.5] } }))).toMatch(
      /A from \d+\.\d, B below/,
    );
  });

  it('units of several columns: one heading and one name each', () => {
    const html = page(rated({ rate: { unit: ['category', 'brand'], within: [] } }));
    expect(html).toContain('<th scope="row"><bdi>cups</bdi></th><th scope="row"><bdi>Gus</bdi></th>');
  });

  it('a unit without a score stands last, with – and without a bar', () => {
    const metrics = table({
      category: ['tea', 'tea', 'tea'],
      brand: ['Ada', 'Bo', 'Cy'],
      sold: [2, 3, null],
      late: [1, 2, null],
      review: [1, 2, null],
    });
    const rows = rowTexts(page(rated({ eligible: undefined }, metrics)));
    expect(rows[2]).toBe('– – Cy – coverage 0%');
  });

  it('frozen anchors that do not know a group: no scores there, and the page says so', () => {
    const model = parseModel(DOCUMENT);
    const anchors = fit(model, { metrics: brands(['Ada', 'Bo', 'Cy'], ['tea', 'tea', 'tea']) });
    const html = page(apply(model, anchors, { metrics: brands(['Ada', 'Bo', 'Cy'], ['tea', 'tea', 'new']) }));
    expect(html).toContain('Without a score, for the anchors do not know their peers: 1 unit.');
    expect(html).not.toMatch(/NaN|undefined/);
  });
});
