import { createHash } from 'node:crypto';
import type { Subject } from '../../domain/subject.ts';
import type { ProviderSettings } from '../../providers/preferences.ts';
import type { ProviderName } from '../../providers/provider.ts';

/** What is remembered of the last question about an item: the text of `Refreshed.version`. */
export interface State {
  /** Tells one question from another. Absent in what came with another item's answer. */
  readonly question?: string;
  /** Who answered, and with what id. Absent where nobody knew it. */
  readonly by?: ProviderName;
  readonly id?: string;
  /** Of the answer, so that nothing comes where nothing changed. */
  readonly answer?: string;
  /** Blobs of pictures by their addresses. */
  readonly pictures?: Readonly<Record<string, string>>;
}

export function formatState({ question, by, id, answer, pictures }: State): string {
  return JSON.stringify({ question, by, id, answer: answer || undefined, pictures });
}

/** Of what this Butler wrote; nothing where it is something else. */
export function parseState(version: string | undefined): State {
  try {
    const state: unknown = JSON.parse(version ?? '');
    return typeof state === 'object' && state !== null ? state : {};
  } catch {
    return {};
  }
}

/** Raised when the same answers say more, or something else, than before. */
const revision = 1;

/** Another text where another question would be asked: after the name, an NFO file or the preferences changed. */
export function digestQuestion(
  { type, title, year, ids }: Subject,
  { names, language }: Pick<ProviderSettings, 'names' | 'language'>,
  artist?: Subject,
): string {
  const sorted = Object.entries(ids).sort(([a], [b]) => (a < b ? -1 : 1));
  const asked = [revision, names, language, type, title, year, sorted, artist?.title, artist?.ids];
  return createHash('sha1').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
}
