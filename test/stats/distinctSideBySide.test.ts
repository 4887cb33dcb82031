import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctCodes } from '../../src/stats/distinct.ts';
import { distinctSideBySide } from '../../src/stats/distinctSideBySide.ts';
import { MISSING_CODE } from '../../src/table/text.ts';

const row = fc.record({ code: fc.oneof(fc.nat(70), fc.constant(MISSING_CODE)), group: fc.nat(4) });
type Row = { code: number; group: number };

function counted(count: typeof distinctCodes, rows: readonly Row[]): number[] {
  const [codes, of] = [Uint32Array.from(rows, each => each.code), Uint32Array.from(rows, each => each.group)];
  return [...count(codes, 71, { of, count: 5 })];
}

describe('distinct codes whose rows stand side by side', () => {
  it.each([
    ['side by side, the codes in no order', (rows: Row[]) => rows.sort((one, other) => ((one.code * 31) % 71) - ((other.code * 31) % 71))], // prettier-ignore
    ['anywhere', (rows: Row[]) => rows],
  ])('are counted as distinct codes are: %s', (_, ordered) => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), rows => {
        const given = ordered(rows);
        expect(counted(distinctSideBySide, given)).toEqual(counted(distinctCodes, given));
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
