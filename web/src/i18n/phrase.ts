/** The values of what the server said, by their names. */
export type SaidValues = Readonly<Record<string, string | number>>;

/** How a language writes what stands in places. */
export interface Writing {
  number(value: number): string;
  bytes(value: number): string;
  /** Its form for so many: of `Intl.PluralRules`. */
  plural(count: number): Intl.LDMLPluralRule;
  /** A text of the server that may have a word in the language. */
  text(value: string): string;
}

/**
 * Fills a phrase of the server in another language. Its grammar is that of the catalogue on the server:
 *
 * - `{name}` a value, `{size:bytes}` a number of bytes
 * - `{count|Datei|Dateien}` a number with what is counted: one, and others; a language with more forms names them, as
 *   in `{count|one=plik|few=pliki|plików}`
 * - `[…]` a part that is told only where its values are there, and none of them is 0
 * - `<: …; …>` a list: those of its members are told, with commas between them, whose values are there
 */
export function fillPhrase(phrase: string, values: SaidValues, writing: Writing): string {
  const fill = (text: string) => text.replaceAll(places, (_, place: string) => write(place, values, writing));
  const isThere = (text: string) => namesIn(text).every(name => values[name] !== undefined);
  return phrase
    .split(/(\[[^\]]*\]|<[^>]*>)/)
    .map(part => {
      const inner = part.slice(1, -1);
      if (part.startsWith('[')) {
        return isThere(inner) && namesIn(inner).every(name => values[name] !== 0) ? fill(inner) : '';
      }
      if (!part.startsWith('<')) return fill(part);
      const lead = inner.startsWith(': ') ? ': ' : '';
      const told = inner.slice(lead.length).split('; ').filter(isThere).map(fill);
      return told.length > 0 ? lead + told.join(', ') : '';
    })
    .join('');
}

const places = /\{([^}]*)\}/g;

/** The names that a phrase has places for. */
export function namesIn(phrase: string): readonly string[] {
  return [...phrase.matchAll(places)].map(([, place = '']) => /^\w*/.exec(place)?.[0] ?? '');
}

function write(place: string, values: SaidValues, { number, bytes, plural, text }: Writing): string {
  const [given = '', ...nouns] = place.split('|');
  const [name = '', kind] = given.split(':');
  const value = values[name] ?? '';
  if (typeof value === 'string') return text(value);
  if (kind === 'bytes') return bytes(value);
  if (nouns.length === 0) return number(value);
  const form = plural(value);
  const named = nouns.find(noun => noun.startsWith(`${form}=`))?.slice(form.length + 1);
  const noun = named ?? (form === 'one' ? nouns[0] : nouns.at(-1));
  return `${number(value)} ${noun}`;
}
