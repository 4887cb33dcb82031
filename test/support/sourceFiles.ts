// The product's own source files as text, by their path from the root.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every TypeScript file of `src`, such as `src/table/days.ts`. */
export function sourceFiles(): Map<string, string> {
  const names = readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' });
  const paths = names.map(name => `src/${name.replaceAll('\\', '/')}`).filter(path => path.endsWith('.ts'));
  return new Map(paths.sort().map(path => [path, readFileSync(ROOT + path, 'utf8')]));
}
