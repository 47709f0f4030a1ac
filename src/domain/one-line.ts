/** What could break a line, turn its order around, or make a terminal obey it. */
const unsafe = /\p{Cc}|\p{Zl}|\p{Zp}|\p{Bidi_Control}|\p{Cs}/gu;

/** Text of any origin as one line for people: each sign that does not belong into one becomes a dot. */
export function oneLine(text: string): string {
  return text.replaceAll(unsafe, '·');
}
