import type { RunContext } from '../../domain/run-context.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Found, Piece, Provider, Question } from '../../providers/provider.ts';
import { areHere } from './pictures.ts';
import { formatState, parseState, type State } from './state.ts';
import { takePieces } from './take-pieces.ts';

/** An item, and what it takes to ask about it. */
export interface Item {
  readonly subject: Subject;
  readonly artist?: Subject;
  /** As `digestQuestion` makes it. */
  readonly digest: string;
}

export interface ItemOutcome {
  readonly kind: 'described' | 'unchanged' | 'nobody';
  /** Pictures that came, and those that could not be had. */
  readonly fetched: number;
  readonly missed: number;
}

/**
 * Asks the providers in their order about an item, until one knows it, and keeps what it says at once. Throws `NoAnswer`,
 * `ServiceDown`, and the signal's reason: then nothing of what was known has changed.
 */
export async function refreshItem(
  { subject, artist, digest }: Item,
  providers: readonly Provider[],
  context: RunContext,
): Promise<ItemOutcome> {
  const { metadata, now } = context;
  const below = await metadata.belowSubject(subject.id);
  const question: Question = { subject, below, ...(artist && { artist: withFoundId(artist) }) };
  const before = parseState(subject.asked?.version);
  const remembered = before.question === digest ? before : {};
  for (const provider of providers) {
    const description = await describe(provider, question, remembered, context);
    if (!description) continue;
    const { id, pieces } = description;
    const answered = { question: digest, by: provider.name, id };
    const { said, fetched, missed } = await takePieces(provider, pieces, question, answered, context);
    await metadata.keep('provider', said, now());
    const isSame = pieces.every(({ said }) => said === 'unchanged');
    if (!isSame) context.made('descriptions');
    if (fetched > 0) context.made('artwork');
    return { kind: isSame ? 'unchanged' : 'described', fetched, missed };
  }
  await keepNobody(question, before, digest, context);
  return { kind: 'nobody', fetched: 0, missed: 0 };
}

/** What another question brought is about something else, and goes; what this one brought before stays. */
async function keepNobody(
  { subject, below }: Question,
  before: State,
  digest: string,
  { metadata, now, made }: RunContext,
): Promise<void> {
  const itemId = subject.id;
  if (before.by === undefined || before.question === digest) {
    const version = formatState({ ...before, question: digest });
    await metadata.keep('provider', [{ itemId, version }], now());
    return;
  }
  const nothing = { fields: {}, tags: [], ids: {}, artwork: [] };
  const others = below.filter(({ version }) => version !== undefined && subject.type === 'show');
  await metadata.keep(
    'provider',
    [
      { itemId, version: formatState({ question: digest }), ...nothing },
      ...others.map(({ id }) => ({ itemId: id, version: formatState({}), ...nothing })),
    ],
    now(),
  );
  made('descriptions');
}

interface Description {
  readonly id: string;
  readonly pieces: readonly Piece[];
}

/** Undefined where the provider does not know it. */
async function describe(
  provider: Provider,
  question: Question,
  remembered: State,
  context: RunContext,
): Promise<Description | undefined> {
  if (remembered.by === provider.name && remembered.id !== undefined) {
    const pieces = await ask(
      provider,
      remembered.id,
      question,
      await versionsOf(question, remembered, context),
    );
    if (pieces.length > 0) return { id: remembered.id, pieces };
  }
  const found = await provider.find(question);
  if (!found) return undefined;
  const pieces = await ask(provider, found.id, question, new Map());
  if (pieces.length === 0 && found.isGiven) {
    context.log(
      'warn',
      `${provider.title} does not know ${found.id}, which is given for ${nameOf(question)}.`,
    );
  }
  const isKnown = pieces.length > 0 && isBelievable(provider, found, question, pieces, context);
  return isKnown ? { id: found.id, pieces } : undefined;
}

async function ask(
  provider: Provider,
  id: string,
  question: Question,
  versions: ReadonlyMap<number, string>,
): Promise<Piece[]> {
  return await Array.fromAsync(provider.describe(id, question, versions));
}

/** Versions of what need not come again: of items whose pictures are all still here. */
async function versionsOf(
  { subject, below }: Question,
  remembered: State,
  { folders }: RunContext,
): Promise<Map<number, string>> {
  const versions = new Map<number, string>();
  const states = below.map(({ id, version }) => [id, parseState(version)] as const);
  for (const [id, { answer, pictures = {} }] of [[subject.id, remembered] as const, ...states]) {
    if (answer && (await areHere(pictures, folders.blobs))) versions.set(id, answer);
  }
  return versions;
}

/** A title may lead astray, and an id that is given for the item then shows it. */
function isBelievable(
  provider: Provider,
  found: Found,
  question: Question,
  [first]: readonly Piece[],
  { log }: RunContext,
): boolean {
  const { subject } = question;
  const said = first && first.said !== 'unchanged' ? first.said.get(subject.id) : undefined;
  const contradictions = Object.entries(said?.ids ?? {}).filter(
    ([service, id]) => (subject.ids[service] ?? id) !== id,
  );
  for (const [service, id] of contradictions) {
    const verdict = found.isGiven ? 'the one that is given stays' : 'so it is not the same';
    log(
      'warn',
      `${provider.title} says of ${nameOf(question)} the id ${id} of ${service}, but ${subject.ids[service]} is given: ${verdict}.`,
    );
  }
  return found.isGiven || contradictions.length === 0;
}

/** What was found for the artist helps to find the album. */
function withFoundId(artist: Subject): Subject {
  const { by, id } = parseState(artist.asked?.version);
  return by === 'musicbrainz' && id !== undefined
    ? { ...artist, ids: { musicbrainz: id, ...artist.ids } }
    : artist;
}

function nameOf({ subject: { title, year } }: Question): string {
  return year === undefined ? title : `${title} (${year})`;
}
