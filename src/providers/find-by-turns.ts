import { isNumericId } from './match.ts';
import type { Found } from './provider.ts';

/** The ways to find out a provider's id of a subject, each tried where those before led nowhere. */
interface Ways {
  /** The provider's own id, where the owner's files give one. */
  readonly own: string | undefined;
  /** By ids of other services that they give. */
  byIds(): Promise<string | undefined>;
  byTitle(): Promise<string | undefined>;
}

/** Who is surely meant, by the surest way that leads to somebody. */
export async function findByTurns({ own = '', byIds, byTitle }: Ways): Promise<Found | undefined> {
  if (isNumericId(own)) return { id: own, isGiven: true };
  const given = await byIds();
  if (given !== undefined) return { id: given, isGiven: true };
  const id = await byTitle();
  return id === undefined ? undefined : { id, isGiven: false };
}
