/**
 * Text from a stranger as one line of at most `most` characters: control characters and line breaks become spaces,
 * signs that turn the direction of writing vanish, and what is too long ends in `…`.
 */
export function oneLine(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const characters = [...line];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
}
