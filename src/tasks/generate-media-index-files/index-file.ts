import type { PassOrders } from '../../domain/pass.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import { formatBundle } from '../../files/bundle.ts';
import { frameInterval, keyframesOnly } from './preferences.ts';

/** Raised when the same video and the same settings give another file. */
const revision = 1;
/** Roku's HD width, which Plex's and Emby's files have too. */
const width = 320;
const quality = 4;

export type IndexFileSettings = Omit<PassOrders['indexFile'], 'output' | 'checkpoint'>;

export function readSettings(preferences: PreferenceReader): IndexFileSettings {
  return {
    intervalMs: preferences.get(frameInterval) * 1000,
    width,
    quality,
    keyframesOnly: preferences.get(keyframesOnly),
  };
}

/** How the file is made: another version of it is another file. */
export function formatVersion(settings: IndexFileSettings): string {
  const { intervalMs, width, quality, keyframesOnly } = settings;
  return `bif${revision},w${width},q${quality},${intervalMs}ms,${keyframesOnly ? 'keyframes' : 'exact'}`;
}

/** Where Plex keeps it, below the bundles folder. */
export function indexFilePath(contentHash: string): string {
  return `${formatBundle(contentHash)}/Contents/Indexes/index-sd.bif`;
}
