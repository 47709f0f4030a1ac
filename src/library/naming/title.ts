/** Marks of writing direction and control characters: they show as nothing, or turn the text around them. */
const invisible = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
/** Whether there is anything to make plain; most names have nothing. */
const unusual = /[^\P{Cc}]|[_\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[^\S ]| {2}/u;
const opening = new Set('([{（［【');
const edge = new Set([...' -_,;:~|–—', ...opening]);

/** Dots that are a title's own although it has no spaces: `If....`, `$9.99`. */
const ownDots = /^[^.]*(?:\.{3,}|[0-9]\.[0-9][^.]*)$/;

/**
 * Makes a title of a piece of a name: underscores, and dots where there are no spaces, become spaces; single capitals
 * between dots stay together (`S.W.A.T.`); separators at the edges go.
 */
export function cleanTitle(text: string): string {
  const spaced = unusual.test(text)
    ? text.replaceAll(invisible, ' ').replaceAll('_', ' ').replaceAll(/\s+/g, ' ')
    : text;
  const plain = trimEdges(spaced);
  if (!plain.includes('.') || plain.includes(' ') || ownDots.test(plain)) return moveArticle(plain);
  return moveArticle(trimEdges(joinDotted(plain.split('.'))));
}

/** Without a regular expression: `\s+$` takes quadratic time on a name of spaces. */
function trimEdges(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && edge.has(text.charAt(start)) && !opening.has(text.charAt(start))) start++;
  while (end > start && edge.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function joinDotted(parts: readonly string[]): string {
  let title = '';
  for (let at = 0; at < parts.length; at++) {
    let part = parts[at] as string;
    if (isInitial(part) && isInitial(parts[at + 1])) {
      part += '.';
      while (isInitial(parts[at + 1])) part += `${parts[++at]}.`;
    }
    if (part !== '') title += title === '' ? part : ` ${part}`;
  }
  return title;
}

function isInitial(part: string | undefined): boolean {
  return part?.length === 1 && part >= 'A' && part <= 'Z';
}

const articleBehind = /^(.{1,300}), (the|a|an|der|die|das|le|la|les|el|los|las|il|lo|gli)$/i;

/** `Matrix, The` is how lists sort it. */
function moveArticle(title: string): string {
  if (!title.includes(', ')) return title;
  const match = articleBehind.exec(title);
  return match === null ? title : `${match[2]} ${match[1]}`;
}

const isAscii = /^[ -~]*$/;

/** What is left of a title to compare it: no case, accents, spaces or punctuation. */
export function titleKey(title: string): string {
  const lower = title.toLowerCase();
  if (isAscii.test(lower)) return lower.replaceAll('&', 'and').replaceAll(/[^a-z0-9]+/g, '');
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll(/[^\p{L}\p{N}\p{M}]+|[\u0300-\u036f]+/gu, '');
}
