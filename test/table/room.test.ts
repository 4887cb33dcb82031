import { afterEach, describe, expect, it, vi } from 'vitest';
import { codeRoom, numberRoom } from '../../src/table/room.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('room for rows', () => {
  it('is full of zeros, in shared memory', () => {
    expect(codeRoom(3)).toEqual(new Uint32Array(new SharedArrayBuffer(12)));
    expect(numberRoom(2)).toEqual(new Float64Array(new SharedArrayBuffer(16)));
    expect(numberRoom(2).buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(codeRoom(0).length).toBe(0);
  });

  it('is the same where a page has no shared memory', () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    expect(codeRoom(3)).toEqual(new Uint32Array(3));
    expect(numberRoom(2)).toEqual(new Float64Array(2));
  });
});
