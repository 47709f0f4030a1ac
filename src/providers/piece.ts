import type { Piece, RemoteSaid } from './provider.ts';
import type { Answer } from './service/service.ts';

/**
 * The piece that an answer is; undefined where there is nothing.
 *
 * @param before the version that was given with the question
 */
export function toPiece(
  about: number,
  answer: Answer<ReadonlyMap<number, RemoteSaid>>,
  before = '',
): Piece | undefined {
  if (answer.kind === 'absent') return undefined;
  if (answer.kind === 'unchanged') return { about, version: before, said: 'unchanged' };
  return { about, version: answer.version, said: answer.content };
}
