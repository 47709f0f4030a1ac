import type { WantedArtifacts } from '../../domain/artifact-finder.ts';
import type { Artifact, ArtifactKind, Part } from '../../domain/library.ts';
import type { Preference, PreferenceReader } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';

/** A small text that stands beside each video, under its name. */
export interface TextBeside {
  readonly kind: ArtifactKind;
  /** Whether it is written. */
  readonly switchedBy: Preference<'bool'>;
  /** What follows the name of the video: `.edl`. */
  readonly suffix: string;
  /** The texts of these parts, by their ids; those that have none are left out. Up to 500 parts. */
  textsOf(context: RunContext, partIds: readonly number[]): Promise<ReadonlyMap<number, string>>;
}

/**
 * Writes a text beside a part, in one step, where nothing stands that Butler did not write. Returns what is kept of it.
 *
 * @param before what was kept of an earlier one
 */
export type PlaceText = (
  context: RunContext,
  path: string,
  text: string,
  before: Artifact | undefined,
) => Promise<Pick<Artifact, 'version' | 'bytes'>>;

const partsAtOnce = 500;

/** Where such texts are wanted, any version will do: every run brings them up to date. */
export function wantedBeside(
  { kind, switchedBy }: TextBeside,
  preferences: PreferenceReader,
): WantedArtifacts {
  return new Map(preferences.get(switchedBy) ? [[kind, 'any']] : []);
}

/** Writes the texts of every part beside it, where they are not there yet; where that is switched on. */
export async function writeTextsBeside(
  context: RunContext,
  place: PlaceText,
  { kind, switchedBy, suffix, textsOf }: TextBeside,
): Promise<void> {
  const { preferences, library, signal, now } = context;
  if (!preferences.get(switchedBy)) return;
  const written = new Map((await library.artifacts(kind)).map(artifact => [artifact.partId, artifact]));
  const parts = await library.partsWithout(kind, '');
  for (let from = 0; from < parts.length; from += partsAtOnce) {
    const some = parts.slice(from, from + partsAtOnce);
    const texts = await textsOf(
      context,
      some.map(({ id }) => id),
    );
    for (const part of some) {
      signal.throwIfAborted();
      const before = written.get(part.id);
      const text = texts.get(part.id) ?? '';
      // An empty one only takes the place of one that has become wrong.
      if (text === '' && !before) continue;
      const path = nameOf(part) + suffix;
      const kept = await place(context, path, text, before?.path === path ? before : undefined);
      if (kept.version === before?.version && path === before.path) continue;
      await library.keepArtifact({ partId: part.id, kind, path, ...kept }, now());
    }
  }
}

/** The path of the part without its extension. */
function nameOf({ path }: Part): string {
  return path.replace(/\.[^./\\]+$/, '');
}
