import { say } from '../domain/phrases.ts';
import type { Preference, PreferenceReader } from '../domain/preference.ts';
import type { PlaybackServer } from './server.ts';

export const pauseDuringPlayback: Preference<'bool'> = {
  id: 'ButlerPauseDuringPlayback',
  type: 'bool',
  default: true,
  label: 'Pause while somebody watches',
  summary:
    'Work on media rests while a media server tells that somebody watches or listens, and goes on by itself. Servers tell by a webhook, or are asked when their address is given.',
  group: 'butler',
};

export const webhookSecret: Preference<'text'> = {
  id: 'ButlerWebhookSecret',
  type: 'text',
  default: '',
  label: 'Secret of webhooks',
  summary:
    'Media servers name it in the address of their webhook to tell who watches. Webhooks are refused while it is empty.',
  group: 'butler',
  secret: true,
  check: value => (value === '' || /^[\w.~-]{16,}$/.test(value) ? undefined : say('expect-secret', {})),
};

const plexServer = addressOf('ButlerPlexServer', 'Plex', '32400');
const plexToken = tokenOf('ButlerPlexToken', 'Plex', 'An X-Plex-Token of its owner.');
const jellyfinServer = addressOf('ButlerJellyfinServer', 'Jellyfin', '8096');
const jellyfinToken = tokenOf('ButlerJellyfinToken', 'Jellyfin', 'An API key from its dashboard.');

/** The preferences of this folder, in the order in which they are listed. */
export const playbackPreferences: readonly Preference[] = [
  pauseDuringPlayback,
  webhookSecret,
  plexServer,
  plexToken,
  jellyfinServer,
  jellyfinToken,
];

/** The servers to ask who watches: none while that would change nothing. */
export function configuredServers(preferences: PreferenceReader): readonly PlaybackServer[] {
  if (!preferences.get(pauseDuringPlayback)) return [];
  const servers: readonly PlaybackServer[] = [
    { source: 'plex', url: preferences.get(plexServer), token: preferences.get(plexToken) },
    { source: 'jellyfin', url: preferences.get(jellyfinServer), token: preferences.get(jellyfinToken) },
  ];
  return servers.filter(({ url }) => url !== '');
}

function addressOf(id: string, product: string, port: string): Preference<'text'> {
  const example = `http://192.168.1.5:${port}`;
  return {
    id,
    type: 'text',
    default: '',
    label: `Address of ${product}`,
    summary: `The ${product} server that is asked who watches, as ${example}. It is not asked while this is empty.`,
    group: 'butler',
    check: value => (value === '' || isServerAddress(value) ? undefined : say('expect-address', { example })),
  };
}

function tokenOf(id: string, product: string, summary: string): Preference<'text'> {
  return {
    id,
    type: 'text',
    default: '',
    label: `Token of ${product}`,
    summary: `${summary} It is sent to the address of ${product} and nowhere else.`,
    group: 'butler',
    secret: true,
    // It travels in a header, Jellyfin's between quotation marks.
    check: value =>
      /^[\x21-\x7e]*$/.test(value) && !/["\\]/.test(value) ? undefined : say('expect-ascii-unquoted', {}),
  };
}

/** Paths may follow the host, as of a server behind a proxy; nothing may follow the path. */
function isServerAddress(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    /^https?:\/\/[^\s\\?#@]+$/i.test(value) &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === ''
  );
}
