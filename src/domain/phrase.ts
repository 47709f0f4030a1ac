import { formatBytes, formatCount, formatNumber } from './amounts.ts';

/**
 * How a sentence is written down so that it can be made, and read again. It has places for values:
 *
 * - `{name}` a text, `{path:quoted}` one in quotes, as names of files are
 * - `{count:number}`, `{size:bytes}`, and `{count|file|files}`: a number with what is counted
 * - `[…]` a part that is told only where its values are there, and none of them is 0
 * - `<: …; …>` a list: those of its members are told, with commas between them, whose values are there
 */
export type PhraseValues = Readonly<Record<string, string | number>>;

/** The values that a phrase has places for; those in brackets and lists may be left out. */
export type ValuesOf<Text extends string> = {
  readonly [Name in Places<Outside<Text>>]: string | number;
} & { readonly [Name in Exclude<Places<Text>, Places<Outside<Text>>>]?: string | number | undefined };

type Outside<Text extends string> = WithoutLists<WithoutParts<Text>>;

type WithoutParts<Text extends string> = Text extends `${infer Before}[${string}]${infer After}`
  ? `${Before}${WithoutParts<After>}`
  : Text;

type WithoutLists<Text extends string> = Text extends `${infer Before}<${string}>${infer After}`
  ? `${Before}${WithoutLists<After>}`
  : Text;

type Places<Text extends string> = Text extends `${string}{${infer Place}}${infer After}`
  ? NameIn<Place> | Places<After>
  : never;

type NameIn<Place extends string> = Place extends `${infer Name}:${string}`
  ? Name
  : Place extends `${infer Name}|${string}`
    ? Name
    : Place;

interface Place {
  readonly name: string;
  readonly kind: 'text' | 'quoted' | 'number' | 'bytes' | 'count';
  /** The noun of a count. */
  readonly nouns: readonly [one: string, many: string];
}

/** Pieces that are told together, or not at all. */
type Part = readonly (string | Place)[];

type Piece =
  | { readonly kind: 'always' | 'optional'; readonly part: Part }
  | { readonly kind: 'list'; readonly lead: string; readonly members: readonly Part[] };

/** The sentence. What is in brackets or a list and lacks a value is left out. */
export function formatPhrase(
  text: string,
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  const isThere = (part: Part) =>
    part.every(piece => typeof piece === 'string' || values[piece.name] !== undefined);
  const counts = (part: Part) =>
    isThere(part) && part.every(piece => typeof piece === 'string' || values[piece.name] !== 0);
  const tell = (part: Part) =>
    part
      .map(piece => (typeof piece === 'string' ? piece : formatValue(piece, values[piece.name] ?? '')))
      .join('');
  const tellPiece = (piece: Piece) => {
    if (piece.kind !== 'list') return piece.kind === 'always' || counts(piece.part) ? tell(piece.part) : '';
    const told = piece.members.filter(isThere).map(tell);
    return told.length > 0 ? piece.lead + told.join(', ') : '';
  };
  return parsePhrase(text).map(tellPiece).join('');
}

/** What a text said by a phrase at its beginning, and what comes after that. */
export interface ReadPhrase {
  readonly values: PhraseValues;
  readonly rest: string;
}

/** The inverse of {@link formatPhrase}. `tail` stands between the phrase and what comes after it. */
export function readerOf(text: string, tail = ''): (said: string) => ReadPhrase | undefined {
  const pieces = parsePhrase(text);
  const places = pieces
    .flatMap(piece => (piece.kind === 'list' ? piece.members : [piece.part]))
    .flat()
    .filter(piece => typeof piece !== 'string');
  const [first] = pieces;
  const [start = ''] = first?.kind === 'always' ? first.part.filter(piece => typeof piece === 'string') : [];
  const isFixed = first?.kind === 'always' && first.part[0] === start;
  let pattern: RegExp | undefined;
  return said => {
    if (isFixed && !said.startsWith(start)) return undefined;
    pattern ??= new RegExp(`^${pieces.map(patternOf).join('')}${RegExp.escape(tail)}(?: (?<rest>[^]+))?$`);
    const found = pattern.exec(said)?.groups;
    if (!found) return undefined;
    const values = places.flatMap(place => {
      const value = found[place.name];
      return value === undefined ? [] : [[place.name, readValue(place, value)] as const];
    });
    return { values: Object.fromEntries(values), rest: found['rest'] ?? '' };
  };
}

function patternOf(piece: Piece): string {
  const ofPart = (part: Part) =>
    part.map(one => (typeof one === 'string' ? RegExp.escape(one) : patternOfPlace(one))).join('');
  if (piece.kind !== 'list')
    return piece.kind === 'always' ? ofPart(piece.part) : `(?:${ofPart(piece.part)})?`;
  const lead = RegExp.escape(piece.lead);
  const [first, ...others] = piece.members.map(ofPart);
  return `(?:${lead}(?:${first})?${others.map(other => `(?:(?:, |(?<=${lead}))${other})?`).join('')})?`;
}

function parsePhrase(text: string): readonly Piece[] {
  return text
    .split(/(\[[^\]]*\]|<[^>]*>)/)
    .filter(Boolean)
    .map<Piece>(part => {
      if (part.startsWith('[')) return { kind: 'optional', part: parsePart(part.slice(1, -1)) };
      if (!part.startsWith('<')) return { kind: 'always', part: parsePart(part) };
      const [, lead = '', members = ''] = /^<(: )?(.*)>$/.exec(part) ?? [];
      return { kind: 'list', lead, members: members.split('; ').map(parsePart) };
    });
}

function parsePart(text: string): Part {
  return text
    .split(/(\{[^}]*\})/)
    .filter(Boolean)
    .map(part => (part.startsWith('{') ? parsePlace(part.slice(1, -1)) : part));
}

function parsePlace(text: string): Place {
  const [given = '', one = '', many = ''] = text.split('|');
  const [name = '', kind] = given.split(':');
  return { name, kind: one ? 'count' : ((kind as Place['kind'] | undefined) ?? 'text'), nouns: [one, many] };
}

function formatValue({ kind, nouns }: Place, value: string | number): string {
  if (kind === 'quoted') return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (kind === 'bytes') return formatBytes(value);
  return kind === 'count' ? formatCount(value, ...nouns) : formatNumber(value);
}

const digits = String.raw`-?\d[\d,]*(?:\.\d+)?`;

function patternOfPlace({ name, kind, nouns: [one, many] }: Place): string {
  const open = `(?<${name}>`;
  if (kind === 'quoted') return String.raw`${open}"(?:[^"\\]|\\.)*")`;
  if (kind === 'number') return `${open}${digits})`;
  if (kind === 'bytes') return `${open}${digits} (?:[kMGT]B|bytes?))`;
  if (kind === 'count') return `${open}${digits}) (?:${RegExp.escape(one)}|${RegExp.escape(many)})`;
  return `${open}[^]+?)`;
}

const powers = ['kB', 'MB', 'GB', 'TB'];

function readValue({ kind }: Place, text: string): string | number {
  if (kind === 'text') return text;
  if (kind === 'quoted') return JSON.parse(text) as string;
  const [amount = '', unit = ''] = text.replaceAll(',', '').split(' ');
  return kind === 'bytes' ? Math.round(Number(amount) * 1000 ** (powers.indexOf(unit) + 1)) : Number(amount);
}
