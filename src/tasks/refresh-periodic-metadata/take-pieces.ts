import type { SaidOf } from '../../domain/metadata.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { Piece, Provider, Question } from '../../providers/provider.ts';
import { keepPictures } from './pictures.ts';
import { formatState, parseState, type State } from './state.ts';

/** What is to be kept of a provider's answers. */
interface Taken {
  readonly said: readonly SaidOf[];
  /** Pictures that came, and those that could not be had. */
  readonly fetched: number;
  readonly missed: number;
}

/**
 * Brings the pictures of the pieces here, and makes of all what the library can keep in one go.
 *
 * @param answered what is to be remembered of the subject beside the answer
 */
export async function takePieces(
  provider: Provider,
  pieces: readonly Piece[],
  { subject, below }: Question,
  answered: Pick<State, 'question' | 'by' | 'id'>,
  context: Pick<RunContext, 'folders' | 'log'>,
): Promise<Taken> {
  const before = new Map(below.map(({ id, version }) => [id, parseState(version)]));
  before.set(subject.id, parseState(subject.asked?.version));
  const taken = new Map<number, Omit<SaidOf, 'version'> & { readonly state: State }>();
  let fetched = 0;
  let missed = 0;
  for (const { about, version, said } of pieces) {
    if (said === 'unchanged') {
      taken.set(about, { itemId: about, state: before.get(about) ?? {} });
      continue;
    }
    let missedHere = 0;
    for (const [itemId, { pictures, ...remote }] of said) {
      const kept = await keepPictures(provider, pictures, before.get(itemId)?.pictures ?? {}, context);
      fetched += kept.fetched;
      missedHere += kept.missed;
      taken.set(itemId, { itemId, ...remote, artwork: kept.artwork, state: { pictures: kept.blobs } });
    }
    missed += missedHere;
    const first = taken.get(about);
    // Where a picture is missing, the whole answer has to come again.
    if (first && missedHere === 0) taken.set(about, { ...first, state: { ...first.state, answer: version } });
  }
  const said = [...taken.values()].map(({ state, ...said }) => ({
    ...said,
    version: formatState(said.itemId === subject.id ? { ...state, ...answered } : state),
  }));
  return { said, fetched, missed };
}
