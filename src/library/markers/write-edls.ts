import type { Artifact, Part } from '../../domain/library.ts';
import type { Preference } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { formatEdl } from './edl.ts';

export const edlBeside: Preference<'bool'> = {
  id: 'ButlerEdlBesideMedia',
  type: 'bool',
  default: false,
  label: 'Write markers beside the media',
  summary: 'As Kodi looks for them: "Film.edl". Files that Butler did not write are left alone.',
  group: 'library',
  advanced: true,
};

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

/** Parts whose markers are asked for at once. */
const partsAtOnce = 500;

/** Writes the markers of every part beside it, where they are not there yet; where that is switched on. */
export async function writeEdls(context: RunContext, place: PlaceText): Promise<void> {
  const { preferences, library, analyses, signal, now } = context;
  if (!preferences.get(edlBeside)) return;
  const written = new Map((await library.artifacts('edlBeside')).map(edl => [edl.partId, edl]));
  const parts = await library.partsWithout('edlBeside', '');
  for (let from = 0; from < parts.length; from += partsAtOnce) {
    const some = parts.slice(from, from + partsAtOnce);
    const markers = await analyses.markers(some.map(({ id }) => id));
    for (const part of some) {
      signal.throwIfAborted();
      const before = written.get(part.id);
      const text = formatEdl(markers.get(part.id) ?? []);
      // An empty one only takes the place of one that has become wrong.
      if (text === '' && !before) continue;
      const path = pathFor(part);
      const kept = await place(context, path, text, before?.path === path ? before : undefined);
      if (kept.version === before?.version && path === before.path) continue;
      await library.keepArtifact({ partId: part.id, kind: 'edlBeside', path, ...kept }, now());
    }
  }
}

/** The name of the part with another extension. */
function pathFor({ path }: Part): string {
  return `${path.replace(/\.[^./\\]+$/, '')}.edl`;
}
