// Markup that is safe by construction: text enters through one tag, which escapes it. Names from data are shown as what they are.

/** A piece of HTML in which all text is escaped. */
export interface Markup {
  readonly html: string;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A template of HTML: texts and numbers put into it are escaped, markup is put in as it is. Attributes stand in double quotes.
 *
 * @example markup`<b title="${'"'}">${'<i>'}</b>`.html // '<b title="&quot;">&lt;i&gt;</b>'
 */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  let html = parts[0];
  values.forEach((value, at) => (html += htmlOf(value) + parts[at + 1]));
  return { html };
}

function htmlOf(value: string | number | Markup | readonly Markup[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, sign => NAMED[sign]);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
}

/** Nothing at all. */
export const NOTHING: Markup = { html: '' };

/**
 * Pieces one after the other with a text between them.
 *
 * @example joined([markup`<b>a</b>`, markup`<b>b</b>`], ' & ').html // '<b>a</b> &amp; <b>b</b>'
 */
export function joined(pieces: readonly Markup[], between: string): Markup {
  return { html: pieces.map(({ html }) => html).join(htmlOf(between)) };
}

/**
 * A name from data or a model: kept from turning the text around it, its hidden signs as codes; a long one cut, more of it in a title.
 *
 * Degenerate: a missing name is `–`.
 * @example named('a\u202eb').html // '<bdi>a\\u202eb</bdi>'
 */
export function named(text: string | null, most = 60): Markup {
  if (text === null) return markup`–`;
  const short = plain(text, most);
  const long = plain(text, MOST_IN_TITLE);
  return short === long ? markup`<bdi>${short}</bdi>` : markup`<bdi title="${long}">${short}</bdi>`;
}

/**
 * A text with its hidden signs as codes, cut to so many signs.
 *
 * @example plain('tab\there', 5) // 'tab\\u0009…'
 */
export function plain(text: string, most: number): string {
  // A sign takes at most two UTF-16 units: of a longer text more than `most` signs are left, and the last of them is cut.
  const signs = Array.from(text.slice(0, 2 * most + 2));
  const kept = signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text;
  return kept.replace(HIDDEN, codeOf);
}

const MOST_IN_TITLE = 500;

/** Control, format and separator signs and halves of pairs. Stated, not \p{Cf}, whose extent differs by engine; joiners make one word or emoji of several signs. */
const HIDDEN =
  /[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\u{e0000}-\u{e007f}]/gu;

function codeOf(sign: string): string {
  const code = (sign.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
