// `npm run kernels`: compiles the kernels and writes them where they are loaded from.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const FOLDER = new URL('../../src/kernels/', import.meta.url);

/** The text of src/kernels/code.ts as it should be. */
export async function compiledKernels(): Promise<string> {
  const source = readFileSync(new URL('assembly/kernels.ts', FOLDER), 'utf8');
  let code: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      'kernels.ts',
      '-O3',
      '--noAssert',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--initialMemory',
      '34',
      '--outFile',
      'kernels.wasm',
    ],
    {
      readFile: name => (name === 'kernels.ts' ? source : null),
      writeFile(_name, contents) {
        code = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !code) throw new Error(`The kernels do not compile: ${stderr.toString()}`);
  // Numbers, not base64: compressed with the rest of a bundle they are shorter, for what repeats in them stays to be seen.
  return `// Made by \`npm run kernels\` from assembly/kernels.ts.
/**
 * The kernels as WebAssembly, byte by byte.
 *
 * @example CODE.slice(0, 4) // [0, 97, 115, 109]
 */
// prettier-ignore
export const CODE = [${[...code].join(', ')}];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('code.ts', FOLDER), await compiledKernels());
