import fc from 'fast-check';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonText, ndjsonText } from '../../src/json/jsonText.ts';
import { readNdjson } from '../../src/json/readNdjson.ts';
import { dates } from '../../src/table/days.ts';
import { textAt, textColumn } from '../../src/table/text.ts';

const values = (...numbers: number[]) => ({ type: 'number', values: Float64Array.from(numbers) }) as const;

describe('jsonText and ndjsonText', () => {
  it('write missing as null, days as text and text as it is', () => {
    const columns = [textColumn(['=1', null]), values(0.1, NaN), dates(['2018-09-01', null]), ['"', null]] as const;
    const rows = [
      '{"a":"=1","b":0.1,"c":"2018-09-01","__proto__":"\\""}',
      '{"a":null,"b":null,"c":null,"__proto__":null}',
    ];
    expect([...jsonText(['a', 'b', 'c', '__proto__'], columns)].join('')).toBe(`[\n${rows.join(',\n')}\n]\n`);
    expect([...ndjsonText(['a', 'b', 'c', '__proto__'], columns)].join('')).toBe(`${rows.join('\n')}\n`);
  });

  it('write an empty array, or nothing, for no rows', () => {
    expect([
      [...jsonText(['a'], [[]])].join(''),
      [...ndjsonText(['a'], [[]])].join(''),
      [...jsonText([], [])].join(''),
    ]).toEqual(['[]\n', '', '[]\n']);
  });

  it('write many rows in pieces that make one document', () => {
    const column = { type: 'number', values: Float64Array.from({ length: 50_000 }, (_, row) => row) } as const;
    const pieces = [...jsonText(['x'], [column])];
    expect(pieces.length).toBeGreaterThan(5);
    expect((JSON.parse(pieces.join('')) as { x: number }[])[49_999]).toEqual({ x: 49_999 });
    expect([...ndjsonText(['x'], [column])].join('').trimEnd().split('\n').length).toBe(50_000);
  });

  it('read back to the same doubles and texts', async () => {
    const double = fc.double({ noDefaultInfinity: true });
    const text = fc.string({ unit: 'binary', maxLength: 8 }).map(word => word.normalize('NFC').trim());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(double, text), { minLength: 1, maxLength: 10 }), text, async (rows, name) => {
        const out = [
          ...ndjsonText(
            [`n${name}`, `t${name}`],
            [values(...rows.map(([number]) => number)), rows.map(([, word]) => word)],
          ),
        ].join('');
        const { table, rejects } = await readNdjson(Readable.from([Buffer.from(out)]), {
          columns: [
            { name: `n${name}`, type: 'number' },
            { name: `t${name}`, type: 'text' },
          ],
        });
        const [first, second] = table.columns.values();
        expect(rejects).toEqual([]);
        expect(first.type === 'number' && [...first.values]).toEqual(rows.map(([number]) => number));
        expect(second.type === 'text' && Array.from(second.codes, (_, row) => textAt(second, row) ?? '')).toEqual(
          rows.map(([, word]) => word),
        );
      }),
      { seed: 20180831, numRuns: 300 },
    );
  });
});
