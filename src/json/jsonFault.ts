/**
 * What is wrong with a text that is not JSON, and where: the engine alone names a place for some faults only.
 *
 * Unit: lines and columns count from 1.
 * Degenerate: valid JSON: empty; an engine other than V8: what it says.
 * @example jsonFault('[1,\n2}]') // "line 2, column 2: Expected ',' or ']' after array element in JSON"
 */
export function jsonFault(text: string): string {
  const message = parseMessage(text);
  const stated = /^(.*) at position (\d+)/.exec(message);
  if (stated) return `${placeOf(text, Number(stated[2]))}: ${stated[1]}`;
  if (message.startsWith('Unexpected end')) return `${placeOf(text, text.length)}: the text ends too early`;
  const token = /^Unexpected token '.+?'/s.exec(message);
  return token ? `${placeOf(text, firstFault(text))}: ${token[0]}` : message;
}

/** The first character that no JSON could have there: a start of the text has this fault only when it holds that character. */
function firstFault(text: string): number {
  let without = 0;
  let within = text.length;
  while (within - without > 1) {
    const middle = Math.floor((without + within) / 2);
    if (parseMessage(text.slice(0, middle)).startsWith('Unexpected token')) within = middle;
    else without = middle;
  }
  return within - 1;
}

function parseMessage(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position);
  return `line ${before.split('\n').length}, column ${position - before.lastIndexOf('\n')}`;
}
