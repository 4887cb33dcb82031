// Results of other programs: small CSV files of one row a unit, first column its name, the others numbers.
import { readFileSync } from 'node:fs';
import { ROOT } from './sourceFiles.ts';

/** A CSV file as text cells by column. */
export function cells(path: string): Map<string, string[]> {
  const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/).map(cellsOf);
  return new Map(lines[0].map((name, at) => [name, lines.slice(1).map(line => line[at])]));
}

/** The number columns of a CSV file; empty and NA are missing. */
export function numberCells(path: string): Map<string, Float64Array> {
  return new Map([...cells(path)].map(([name, texts]) => [name, Float64Array.from(texts, numberOf)]));
}

export function fixture(name: string): string {
  return `${ROOT}fixtures/${name}`;
}

function numberOf(text: string): number {
  return text === '' || text === 'NA' ? NaN : Number(text);
}

function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
  );
}
