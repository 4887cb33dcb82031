/** The characters that may stand between cells. */
export type Delimiter = ',' | ';' | '\t' | '|';

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/**
 * The delimiter of a file, told by its header line: the one that is there most often outside quotes.
 *
 * Shape: the text from the file's start; null while the header line is not yet whole. Blank lines before it are passed over.
 * Degenerate: none there, or none more often than a comma: a comma.
 * @example detectDelimiter('date;brand;units\n', false) // ';'
 */
export function detectDelimiter(text: string, isWhole: boolean): Delimiter | null {
  const counts = new Map<string, number>(DELIMITERS.map(delimiter => [delimiter, 0]));
  let isQuoted = false;
  let hasBegun = false;
  let isEnded = isWhole;
  for (const character of text) {
    const isLineEnd = character === '\n' || character === '\r';
    if (isLineEnd && !isQuoted && hasBegun) {
      isEnded = true;
      break;
    }
    if (character === '"') isQuoted = !isQuoted;
    if (!isLineEnd && character !== ' ') hasBegun = true;
    const count = counts.get(character);
    if (count !== undefined && !isQuoted) counts.set(character, count + 1);
  }
  if (!isEnded) return null;
  return DELIMITERS.reduce((best, delimiter) =>
    (counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0) ? delimiter : best,
  );
}
