/** What could break a line, turn its order around, make a terminal obey it, or is no sign at all. */
const unsafe = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\p{Cs}/gu;

/**
 * Text of any origin as one line for people, of at most `most` characters: each sign that does not belong into one
 * becomes a dot, and what is too long ends in `…`.
 */
export function oneLine(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = text.replaceAll(unsafe, '·');
  if (line.length <= most) return line;
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}
