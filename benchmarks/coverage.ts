// Whether the bootstrap's intervals hold what they promise: markets with known true scores, drawn again and again.
// node benchmarks/coverage.ts [markets] [replicates] [seed]
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap } from '../src/audit/sure/bootstrap.ts';
import { parseModel } from '../src/model/parseModel.ts';
import { standardNormal } from '../src/stats/dirichlet.ts';
import { seededBits, uniform } from '../src/stats/random.ts';
import { table } from '../src/table/table.ts';

const BRANDS = 12;
const MERCHANTS = 150;
const SPREAD = 0.5;
const LEVEL = 0.9;

// Fixed scales, so that the true score is a number of the brand alone.
const model = parseModel({
  version: 1,
  name: 'coverage',
  rate: { within: [] },
  period: { days: 1 },
  indicators: [
    { id: 'basket', formula: 'sum(revenue) / sum(orders)', normalize: { method: 'goalposts', low: 0, high: 40, to: [0, 100] } },
    { id: 'reach', formula: 'distinct(merchant)', normalize: { method: 'goalposts', low: 0, high: MERCHANTS, to: [0, 100] } },
  ],
  index: { id: 'power', of: [{ id: 'basket', weight: 60 }, { id: 'reach', weight: 40 }] },
}); // prettier-ignore

/** Each brand's true mean basket, and the chance that a merchant lists it. */
const truth = Array.from({ length: BRANDS }, (_, brand) => ({ basket: 8 + 2 * brand, listed: 0.9 - 0.05 * brand }));
const trueScore = truth.map(({ basket, listed }) => 0.6 * ((100 * basket) / 40) + 0.4 * 100 * listed);

/** How many of the true scores the intervals of so many markets hold, and out of how many. */
function coverage(markets: number, replicates: number, seed: number): { covered: number; asked: number } {
  let covered = 0;
  let asked = 0;
  for (let market = 0; market < markets; market++) {
    const next = seededBits(seed, market);
    const [merchant, brand, revenue]: [string[], string[], number[]] = [[], [], []];
    for (let store = 0; store < MERCHANTS; store++) {
      for (const [at, { basket, listed }] of truth.entries()) {
        if (uniform(next) >= listed) continue;
        merchant.push(String(store).padStart(3, '0'));
        brand.push(`brand ${at}`);
        // What a merchant sells of a brand: log-normal around the truth.
        revenue.push(basket * Math.exp(SPREAD * standardNormal(next) - SPREAD ** 2 / 2));
      }
    }
    const date = { type: 'date' as const, days: new Int32Array(brand.length).fill(17_774) };
    const sales = table({ date, merchant, brand, revenue, orders: revenue.map(() => 1) });
    const { units, scoreInterval } = bootstrap(
      model,
      { sales },
      { by: 'merchant', replicates, seed: market, level: LEVEL },
    );
    for (let unit = 0; unit < units.count; unit++) {
      const name = units.keys[0].words[units.keys[0].codes[unit]];
      const score = trueScore[Number(name.slice('brand '.length))];
      asked++;
      if (score >= scoreInterval.low[unit] && score <= scoreInterval.high[unit]) covered++;
    }
  }
  return { covered, asked };
}

/** What the command prints. */
export function coverageLine(markets: number, replicates: number, seed: number): string {
  const { covered, asked } = coverage(markets, replicates, seed);
  return `${LEVEL * 100}% intervals hold the true score in ${((100 * covered) / asked).toFixed(1)}% of ${asked} cases (${markets} markets, ${replicates} replicates, seed ${seed})`;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [markets = 200, replicates = 400, seed = 1] = positionals.map(Number);
  console.log(coverageLine(markets, replicates, seed));
}
