import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/release/canonicalJson.ts';
import { sha256 } from '../../src/release/sha256.ts';

describe('sha256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('matches the examples of FIPS 180-4: %.20s', (text, digest) => {
    expect(sha256(text)).toBe(digest);
  });

  it('matches Node’s crypto on any text, whatever its length and script', () => {
    const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
    for (let length = 0; length < 200; length++) expect(sha256('x'.repeat(length))).toBe(digest('x'.repeat(length)));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        expect(sha256(text)).toBe(digest(text));
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('canonicalJson', () => {
  it('matches the example of RFC 8785, 3.2.2 and 3.2.3', () => {
    const value = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`) as unknown;
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.keys(JSON.parse(canonicalJson(keys)) as object).length).toBe(7);
    expect([...canonicalJson(keys).matchAll(/:(\d)/g)].map(([, at]) => Number(at))).toEqual([2, 4, 6, 7, 1, 5, 3]);
  });

  it('is the same for every order of keys, and keeps a key named __proto__', () => {
    expect(canonicalJson(JSON.parse('{"b":{"__proto__":1,"a":2},"a":[]}'))).toBe('{"a":[],"b":{"__proto__":1,"a":2}}');
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
      { seed: 4 },
    );
  });
});

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, turned(each)]),
  );
}
