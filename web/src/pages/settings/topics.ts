import type { Api } from '../../../../sdk/src/index.ts';

/** What preferences are about, in the order of the page: finer than the groups of the server, which clients of Plex know. */
export const topics = [
  'hours',
  'rest',
  'library',
  'pictures',
  'markers',
  'sound',
  'metadata',
  'backups',
  'cleaning',
  'notices',
  'updates',
  'general',
] as const;
export type Topic = (typeof topics)[number];

/** The first that fits counts. */
const places: readonly (readonly [ids: RegExp, topic: Topic])[] = [
  [/^Butler(StartHour|EndHour|Windows|BlackoutDays|TimeZone|CutoffMinutes|AsapOutsideWindow)$/, 'hours'],
  [/^Butler(Pause|Worker|Plex(Server|Token)|Jellyfin|WebhookSecret)/, 'rest'],
  [/^Butler(Notify|DiskNearlyFull)/, 'notices'],
  [/Update(s$|Trial|Channel|Feed|Download|Key)/, 'updates'],
  [/Backup/, 'backups'],
  [/Clean|GarbageCollect|ButlerCollectM|ButlerCache|OptimizeDatabase/, 'cleaning'],
  [/BIF|Thumb|Tile|IndexFiles|PlexMediaFolder|Chapters|AutoTag|BlurHash/, 'pictures'],
  [/Marker|Edl/, 'markers'],
  [/Loudness|MusicAnalysis|VAD/, 'sound'],
  [/Metadata|Tmdb|Collection|Guide|LocalMedia/, 'metadata'],
  [/MediaAnalysis/, 'library'],
];

/** Where a preference stands. One that is not known here stands where its group does. */
export function topicOf({ id, group }: Pick<Api.Setting, 'id' | 'group'>): Topic {
  // The switches of the updates of the library are no updates of Butler.
  if (/^(FSEvent|ScheduledLibrary|watchMusic)/.test(id)) return 'library';
  const found = places.find(([ids]) => ids.test(id))?.[1];
  return found ?? (group === 'library' || id.startsWith('ButlerTask') ? 'library' : 'general');
}

/** Whether an address is that of the windows, on a week. */
export function isWindows([page, name]: readonly string[]): boolean {
  return page === 'settings' && name === 'windows';
}

/** Whether it is that of the preferences, whichever are in sight. */
export function isPreferences(segments: readonly string[]): boolean {
  return segments[0] === 'settings' && !isWindows(segments);
}

export function isTopic(text: string | undefined): text is Topic {
  return (topics as readonly (string | undefined)[]).includes(text);
}
