import { readFileSync } from 'node:fs';
import { readCsv } from './src/csv/readCsv.ts';
import { parseModel } from './src/model/parseModel.ts';
import { run } from './src/model/run.ts';
import { needsOf } from './src/model/needs.ts';
import { planOf } from './src/model/plan.ts';
import { fileName } from './src/model/sources.ts';
const name = process.argv[2];
const dir = `fixtures/${name}`;
const model = parseModel(JSON.parse(readFileSync(`${dir}/model.json`, 'utf8')));
const plan = planOf(model);
const needs = needsOf(plan);
console.log(needs.map(n => `${n.from}.${n.name}:${n.type}`).join(' '));
const rq = (t: any, cols: [string, any, boolean?][]) => cols.map(([n, type, required]) => ({ name: fileName(model, t, n), type, ...(required ? { required } : {}) }));
const sales = await readCsv(name === 'films' ? `${dir}/sales.csv` : `${dir}/sales.csv.gz`, { columns: rq('sales', [['date', 'date', true], ...needs.filter(n => n.from === 'sales' || (n.from==='key' && plan.keys.includes(n.name))).map(n => [n.name, n.type, plan.keys.includes(n.name)] as [string, any, boolean])]) });
const metricFile = name === 'groceries' ? 'brand_metrics.csv' : name === 'marketplace' ? 'metrics.csv' : null;
const metrics = metricFile ? await readCsv(`${dir}/${metricFile}`, { columns: rq('metrics', [['date', 'date'], ...plan.keys.map(k => [k, 'text', true] as [string, any, boolean]), ...needs.filter(n => n.from === 'metrics').map(n => [n.name, 'number'] as [string, any])]) }) : undefined;
console.log(sales.read, sales.table.rows, sales.rejects.length, sales.rejects.slice(0, 3));
console.time('run');
const result = run(model, { sales: sales.table, ...(metrics ? { metrics: metrics.table } : {}) });
console.timeEnd('run');
console.log(result.count, result.period, result.rows);
if (name !== 'marketplace') {
  const expected = (await readCsv(`${dir}/expected.csv`)).table;
  const col = (n: string) => { const c = expected.columns.get(n) as any; if (!c) throw new Error(n); return (r: number) => c.words[c.codes[r]] ?? ''; };
  const want: [string, (u: number) => number][] = [['score', u => result.score[u]], ['rank', u => result.rank[u]], ['coverage', u => result.coverage[u]]];
  for (const i of result.indicators) { want.push([`raw_${i.id}`, u => i.raw[u]]); want.push([`normalized_${i.id}`, u => i.normalized[u]]); }
  for (const n of result.nodes.slice(0, -1)) want.push([`node_${n.id}`, u => n.score[u]]);
  const index = new Map<string, number>();
  for (let u = 0; u < result.count; u++) index.set(JSON.stringify(result.keys.map(k => k.column.words[k.column.codes[u]])), u);
  let worst: any = {}; let missing = 0;
  for (let r = 0; r < expected.rows; r++) {
    const u = index.get(JSON.stringify(result.keys.map(k => col(k.name)(r))));
    if (u === undefined) { missing++; continue; }
    for (const [n, f] of want) {
      const e = col(n)(r) === '' ? NaN : Number(col(n)(r)); const g = f(u);
      const d = Number.isNaN(e) && Number.isNaN(g) ? 0 : Math.abs(e - g) / Math.max(1, Math.abs(e));
      if (!(d <= (worst[n]?.d ?? 1e-12))) worst[n] = { d, e, g, r };
    }
    const gr = result.grade!.names[result.grade!.codes[u]] ?? '';
    if (gr !== col('grade')(r)) worst.grade = { gr, e: col('grade')(r), r };
  }
  console.log('rows', expected.rows, result.count, 'missing', missing, worst);
}
