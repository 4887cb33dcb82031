// Node from its start to its end, with a script or none: the third argument says which file it imports.
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { serve } from '../harness/serve.ts';

const [, , , file] = process.argv;
const code = file === undefined ? '' : `await import(${JSON.stringify(pathToFileURL(file).href)})`;

await serve(() => ({
  work() {
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'ignore' });
  },
  results: () => [],
  versions: {},
}));
