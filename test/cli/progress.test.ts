import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, ROOT, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

const ARGS = ['rate', '--model', 'model.json', '--sales', 'long.csv', '--out', 'out', '--top', '0'];
const SCRIPT = '/usr/bin/script';

beforeAll(() => {
  bench.put('model.json', JSON.stringify(MODEL));
  // Few rows, but over the 4 MB from which on a bar is shown.
  bench.put('long.csv', `${SALES}${`2018-08-03,${'x'.repeat(50_000)},Di,tea,1,1\n`.repeat(100)}`);
});

describe('the progress bar', () => {
  it('is not there when standard error is no terminal', async () => {
    const { code, err } = await bench.runWords(ARGS);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it.skipIf(!existsSync(SCRIPT))(
    `is there on a terminal, unless --quiet or --json is asked for (needs ${SCRIPT})`,
    () => {
      const onTerminal = (more: string): string => {
        const command = `${process.execPath} ${ROOT}src/cli/main.ts ${ARGS.join(' ')} ${more}`;
        return execFileSync(SCRIPT, ['-qec', command, '/dev/null'], { cwd: bench.folder, encoding: 'utf8' });
      };
      expect(onTerminal('')).toMatch(/long\.csv .*%/);
      expect(onTerminal('--json')).not.toContain('%');
      expect(onTerminal('--quiet')).not.toContain('%');
    },
  );
});
