import { ButlerError } from '../domain/errors.ts';
import type { PlaybackSource } from '../domain/playback.ts';
import { findText } from './json.ts';

/** The error for a webhook that is not what its kind sends, and why it is not. */
export function unreadable(kind: PlaybackSource, cause: string, error?: unknown): ButlerError {
  return new ButlerError('webhook-unreadable', { kind, cause }, { cause: error });
}

/** The first text that stands at one of the paths, as `Player.uuid`. Throws `webhook-unreadable` where there is none. */
export function getText(kind: PlaybackSource, payload: unknown, ...paths: readonly string[]): string {
  for (const path of paths) {
    const text = findText(payload, ...path.split('.'));
    if (text !== undefined) return text;
  }
  throw unreadable(kind, `it has no ${paths.join(' or ')}`);
}
