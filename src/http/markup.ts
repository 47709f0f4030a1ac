const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text for an attribute value of XML 1.0 or for HTML, in pure ASCII, with the character references that Plex writes.
 * What XML has no way to write (control characters, lone surrogates, U+FFFE and U+FFFF) is left out.
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[^ -~]|[&<>"']/gu, character => {
    if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(character)) return '';
    return named[character] ?? `&#${character.codePointAt(0)};`;
  });
}
