const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** The text of a summary in HTML, a paragraph a line. Tags are taken out, never read. */
export function plainText(html: string | undefined): string | undefined {
  const text = html
    ?.replaceAll(/<\/p>|<br\s{0,5}\/?>/gi, '\n')
    .replaceAll(/<[^<>]{0,500}>/g, '')
    .replaceAll(/&(?:#([0-9]{1,6})|([a-z]{2,6}));/gi, (whole, code?: string, name?: string) =>
      code === undefined
        ? (entities[name?.toLowerCase() ?? ''] ?? whole)
        : (characterOf(Number(code)) ?? whole),
    )
    .replaceAll(/[ \t]{0,20}\n\s{0,50}/g, '\n')
    .trim();
  return text === '' ? undefined : text;
}

function characterOf(code: number): string | undefined {
  const isText = code >= 32 && !(code >= 127 && code < 160) && !(code >= 0xd800 && code < 0xe000);
  return isText && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
