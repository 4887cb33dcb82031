// Every export says what it is, and what its example shows is true.
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportsOf } from '../support/exportsOf.ts';
import { samples, samplesOf } from '../support/samples.ts';
import { ROOT, sourceFiles } from '../support/sourceFiles.ts';

/** Examples that cannot run here: how `file: name` begins, with the reason. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([['src/cli/', 'reads and writes files, and prints']]);

type Names = Readonly<Record<string, unknown>>;

const modules = new Map<string, Names>();
const everything: Record<string, unknown> = {};

beforeAll(async () => {
  for (const path of sourceFiles().keys()) {
    if (isNotRun(path)) continue;
    // A module's exports are its names.
    const names = (await import(/* @vite-ignore */ ROOT + path)) as Names;
    modules.set(path, names);
    Object.assign(everything, names);
  }
});

describe('doc comments', () => {
  it.each([...sourceFiles()])('%s: every export has one', (path, text) => {
    expect(
      exportsOf(path, text)
        .filter(({ isDocumented }) => !isDocumented)
        .map(({ name }) => name),
    ).toEqual([]);
  });
});

const isNotRun = (key: string): boolean => [...NOT_RUN.keys()].some(start => key.startsWith(start));

const everyExample = [...sourceFiles()].flatMap(([path, text]) =>
  exportsOf(path, text).flatMap(({ name, examples: lines }) => lines.map(line => ({ path, name, line }))),
);
const examples = everyExample.filter(({ path, name }) => !isNotRun(`${path}: ${name}`));

describe('examples', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThan(100);
  });

  it.each(examples)('$path: $name: $line', async ({ path, line }) => {
    const scope = { ...everything, ...samples, ...modules.get(path), ...samplesOf[path] };
    const [code, ...rest] = line.split(' // ');
    const value = await valueOf(code, scope);
    const shown = await shownValue(rest.join(' // ').trim(), scope);
    if (shown !== undefined) expect(plain(value)).toEqual(shown.matcher);
  });

  it('that are listed as not run are there', () => {
    const known = everyExample.map(({ path, name }) => `${path}: ${name}`);
    expect([...NOT_RUN.keys()].filter(start => !known.some(key => key.startsWith(start)))).toEqual([]);
  });
});

/** What an expression gives when the names of a scope are at hand. */
async function valueOf(code: string, scope: Names): Promise<unknown> {
  // Types in an example are for the reader.
  const { outputText } = ts.transpileModule(`const example = async () => (${code}\n);`, {
    compilerOptions: { target: ts.ScriptTarget.ESNext },
  });
  const names = Object.keys(scope).filter(name => new RegExp(`\\b${name}\\b`).test(code));
  // The examples are this project's own; the function's result is a promise.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...names, `${outputText}; return example();`) as (...values: unknown[]) => Promise<unknown>;
  return make(...names.map(name => scope[name]));
}

/** The value that stands behind `//`, as a matcher; undefined when it is said in words. */
async function shownValue(text: string, scope: Names): Promise<{ matcher: unknown } | undefined> {
  const start = literalStart(text);
  if (start === undefined) return undefined;
  const isOpen = /, …\]$/.test(start);
  try {
    const value = await valueOf(isOpen ? start.replace(/, …\]$/, ']') : start, scope);
    return { matcher: isOpen && Array.isArray(value) ? startsWith(value) : matcher(value) };
  } catch {
    return undefined;
  }
}

/** The part of a text that reads as one expression: all of it, or what stands before a comma, colon or word. */
function literalStart(text: string): string | undefined {
  if (isExpression(text)) return text;
  const ends = [...text.matchAll(/[,:;]? (?=[a-z])/g)].map(({ index }) => index);
  const cut = ends
    .map(end => text.slice(0, end))
    .find(start => isExpression(start) && (!/^[a-z]+$/i.test(start) || /^(?:true|false|null|undefined)$/.test(start)));
  return cut ?? (text === '' || !/^\[.*, …\]$/.test(text) ? undefined : text);
}

function isExpression(text: string): boolean {
  if (text.trim() === '') return false;
  const { diagnostics = [] } = ts.transpileModule(`(${text}\n)`, { reportDiagnostics: true });
  return diagnostics.length === 0;
}

/** Typed arrays as arrays, inside of objects too; what is shown need not say everything. */
function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<number>);
  if (Array.isArray(value)) return value.map(plain);
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

function matcher(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return matcher(plain(value));
  if (typeof value === 'number' && Number.isFinite(value))
    return { asymmetricMatch: (other: unknown) => isClose(other, value), toString: () => String(value) };
  if (Array.isArray(value)) return value.map(matcher);
  if (isPlainObject(value))
    return expect.objectContaining(
      Object.fromEntries(Object.entries(value).map(([key, each]) => [key, matcher(each)])),
    );
  return value;
}

function startsWith(start: readonly unknown[]): unknown {
  return {
    asymmetricMatch: (other: unknown) => Array.isArray(other) && start.every((each, at) => other[at] === each),
    toString: () => `[${start.join(', ')}, …]`,
  };
}

function isClose(other: unknown, value: number): boolean {
  return typeof other === 'number' && Math.abs(other - value) <= 1e-9 * Math.max(1, Math.abs(value));
}

function isPlainObject(value: unknown): value is Names {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
