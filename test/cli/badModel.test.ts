// What is wrong with a model, anchors, a release or the command line itself.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench, MODEL, SALES } from './cli.ts';

const bench = new Bench();
afterAll(() => bench.remove());

beforeAll(async () => {
  bench.put('model.json', JSON.stringify(MODEL));
  bench.put('sales.csv', SALES);
  expect((await bench.run('rate --model model.json --sales sales.csv --out base')).code).toBe(0);
});

async function faultsOf(args: string): Promise<string> {
  const { code, out, err } = await bench.run(args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  return err;
}

const withModel = (text: string | Uint8Array): Promise<string> => {
  bench.put('bad.json', text);
  return faultsOf('rate --model bad.json --sales sales.csv --out none');
};

describe('a model', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['that is empty', '', 'bad.json: is empty; a JSON document should stand here'],
    [
      'that is not JSON, with the place',
      '{ "version": 1,\n }',
      'bad.json: is not JSON: line 2, column 2: Expected double-quoted property name in JSON',
    ],
    [
      'that is not UTF-8',
      Buffer.from('"\xe9"', 'latin1'),
      'bad.json: is not UTF-8; convert it to UTF-8, such as with iconv -f ... -t UTF-8',
    ],
    ['that is another document', '[]', 'an object should stand here, not []'],
  ])('%s', async (_, text, message) => {
    expect(await withModel(text)).toBe(`brandrank: ${message}\n`);
  });

  it('has the faults of its market part told with the others, by every command that reads it', async () => {
    const document = { ...MODEL, naem: 1, market: { mnths: 6, share: { top: 0 } } };
    bench.put('bad.json', JSON.stringify(document));
    const told = [
      'brandrank: naem: no such key; did you mean "name"?',
      'brandrank: market.share.top: must be at least 1, not 0',
      'brandrank: market.mnths: no such key; did you mean "months"?',
      '',
    ].join('\n');
    const read = '--model bad.json --sales sales.csv';
    for (const command of [
      'check --model bad.json',
      `check ${read}`,
      `rate ${read} --out none`,
      `sensitivity bootstrap ${read}`,
      `calibrate ${read} --outcome sum(revenue)`,
      'sql --model bad.json',
      `market ${read}`,
    ])
      expect(await faultsOf(command), command).toBe(told);
  });

  it('with several faults has all of them told at once, unknown keys and terminal escapes too', async () => {
    const document = {
      ...MODEL,
      naem: 1,
      '\u001b[31mred\n': 1,
      indicators: [{ id: 'revenue', formula: 'summ(revenue)' }],
      index: { id: 'power', of: [{ id: 'revnue' }] },
    };
    expect((await withModel(JSON.stringify(document))).split('\n')).toEqual([
      'brandrank: naem: no such key; did you mean "name"?',
      'brandrank: \\u001b[31mred\\u000a: no such key',
      'brandrank: indicators.0.formula: character 1: no function "summ"; did you mean "sum"?',
      'brandrank: index.of.0.id: no indicator "revnue"; did you mean "revenue"?',
      '',
    ]);
  });

  it('with faults has them told as JSON on standard output', async () => {
    bench.put('bad.json', JSON.stringify({ ...MODEL, naem: 1 }));
    const { code, out, err } = await bench.run('rate --model bad.json --sales sales.csv --out none --json');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(JSON.parse(out)).toEqual({
      ok: false,
      faults: [{ code: 'invalid_model', path: ['naem'], message: 'no such key; did you mean "name"?' }],
    });
  });

  it('that is not there', async () => {
    expect(await faultsOf('check --model none.json')).toBe('brandrank: none.json: no such file or folder\n');
  });
});

describe('anchors', () => {
  const applied = (file: string): Promise<string> =>
    faultsOf(`apply --model model.json --anchors ${file} --sales sales.csv --out none`);

  it('of another model', async () => {
    bench.put(
      'other.json',
      JSON.stringify({
        ...MODEL,
        indicators: [{ id: 'sold', formula: 'sum(units)' }],
        index: { id: 'power', of: [{ id: 'sold' }] },
      }),
    );
    await bench.run('rate --model other.json --sales sales.csv --out other');
    expect(await applied('other/anchors.json')).toBe(
      'brandrank: anchors: are of another model: they know sold, power; this model has revenue, units, power\n',
    );
  });

  it('that are another file, or broken, are told with their file', async () => {
    expect(await applied('base/release.json')).toMatch(/^brandrank: base\/release\.json\./);
    bench.put('cut.json', bench.read('base/anchors.json').slice(0, 40));
    expect(await applied('cut.json')).toMatch(/^brandrank: cut\.json: is not JSON: line 1, column 41: .+\n$/);
  });
});

describe('a release', () => {
  const copy = (name: string, change: (files: Record<string, string>) => Record<string, string>): string => {
    for (const [file, text] of Object.entries(change(bench.files('base')))) bench.put(`${name}/${file}`, text);
    return name;
  };
  const explained = (folder: string): Promise<string> => faultsOf(`explain --release ${folder} --unit Ada`);

  it('that is not there, or is no release', async () => {
    expect(await explained('none')).toBe('brandrank: none/release.json: no such file or folder\n');
    bench.put('plain/release.json', '{ "version": 2 }');
    expect(await explained('plain')).toBe('brandrank: plain/release.json: is not the record of a release\n');
    bench.put('cut/release.json', bench.read('base/release.json').slice(0, 100));
    expect(await explained('cut')).toMatch(/^brandrank: cut\/release\.json: is not JSON: line \d+, column \d+: /);
  });

  it('with a missing file', async () => {
    for (const name of ['ratings.csv', 'indicators.csv', 'anchors.json']) {
      copy(`no-${name}`, ({ [name]: _, ...others }) => others);
      expect(await explained(`no-${name}`)).toBe(`brandrank: no-${name}/${name}: no such file or folder\n`);
    }
  });

  it('with changed files, all told at once', async () => {
    copy('changed', files => ({
      ...files,
      'ratings.csv': files['ratings.csv'].replace('tea,Ada,3,B,20', 'tea,Ada,1,A,99'),
      'anchors.json': files['anchors.json'].replace('0.6', '0.7'),
      'release.json': files['release.json'].replace('"weight": 60', '"weight": 70'),
    }));
    const advice = 'was changed after the release; rate again, or take the files back as they were';
    expect(await explained('changed')).toBe(
      `brandrank: changed/release.json: the model ${advice}\nbrandrank: changed/ratings.csv: the file ${advice}\nbrandrank: changed/anchors.json: the file ${advice}\n`,
    );
  });

  it('of other units is no --previous', async () => {
    bench.put('shops.json', JSON.stringify({ ...MODEL, rate: { unit: ['merchant'], within: ['category'] } }));
    expect(await faultsOf('rate --model shops.json --sales sales.csv --previous base --out none')).toBe(
      'brandrank: --previous: rates units by category, brand; this model rates them by category, merchant\n',
    );
  });
});

describe('a unit to explain', () => {
  it('that is not there, with the nearest name', async () => {
    expect(await faultsOf('explain --release base --unit Adda')).toBe(
      'brandrank: --unit: the release has no brand "Adda"; did you mean "Ada"?\n',
    );
    expect(await faultsOf('explain --release base --unit Xyzzy --within te')).toBe(
      'brandrank: --within: the release has no category "te"\nbrandrank: --unit: the release has no brand "Xyzzy"\n',
    );
  });

  it('that stands elsewhere', async () => {
    bench.put('two.csv', `${SALES}2018-08-03,S,Di,coffee,1,1\n`);
    await bench.run('rate --model model.json --sales two.csv --out two');
    expect(await faultsOf('explain --release two --unit Ada --within coffee')).toBe(
      'brandrank: --within: the release has no "coffee", "Ada"; it is in "tea"\n',
    );
  });

  it('named by too many names', async () => {
    expect(await faultsOf('explain --release base --unit Ada Bo')).toBe(
      'brandrank: --unit: of this release takes brand, and --within takes category\n',
    );
    expect(await faultsOf('explain --release base --unit Ada --within tea hot')).toBe(
      'brandrank: --unit: of this release takes brand, and --within takes category\n',
    );
  });
});

describe('bad usage', () => {
  const RATE = 'rate --model model.json --sales sales.csv --out none';

  it.each([
    [`${RATE} --top abc`, "option '--top <n>' argument 'abc' is invalid. It is a whole number, 0 or more."],
    [`${RATE} --top -1`, "option '--top <n>' argument '-1' is invalid. It is a whole number, 0 or more."],
    [
      `${RATE} --max-rejects 5%`,
      "option '--max-rejects <share>' argument '5%' is invalid. It is a share from 0 to 1, such as 0.05.",
    ],
    [`${RATE} --delimiter x`, "option '--delimiter <sign>' argument 'x' is invalid. It is one of , ; | and tab."],
    [
      `${RATE} --format xml`,
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are csv, json, ndjson.",
    ],
    [
      `${RATE} --format json`,
      '--format is for a table from standard input, such as --sales -; a file is read by its ending',
    ],
    [`${RATE} --tpo 1`, "unknown option '--tpo'\n(Did you mean --top?)"],
    [
      'rate --model model.json --sales sales.xlsx --out none',
      "option '--sales <file>' argument 'sales.xlsx' is invalid. Its ending is not known; files are .csv, .json, .ndjson (each also .gz) and .parquet.",
    ],
    [
      'rate --model model.json --sales - --metrics - --out none',
      'standard input can be one file only, not --sales and --metrics',
    ],
    ['check --model - --sales -', 'standard input can be one file only, not --model and --sales'],
    ['rate --sales sales.csv --out none', "required option '--model <file>' not specified"],
    ['ratte', "unknown command 'ratte'\n(Did you mean rate?)"],
  ])('%s', async (args, message) => {
    const { code, out, err } = await bench.run(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/\n\(brandrank (\w+ )?--help lists the (commands and )?options\)\n$/);
    expect(err.startsWith(`error: ${message}`), err).toBe(true);
  });

  it('is told as JSON too', async () => {
    const { code, out, err } = await bench.run('rate --json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toEqual({
      ok: false,
      faults: [{ code: 'usage', path: [], message: "required option '--model <file>' not specified" }],
    });
  });

  it('leaves nothing behind', () => {
    expect(() => mkdirSync(join(bench.folder, 'none'))).not.toThrow();
  });
});
