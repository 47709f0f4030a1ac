import { say } from '../domain/phrases.ts';
import type { Preference, PreferenceReader } from '../domain/preference.ts';
import type { UpdateChannel } from '../domain/updates.ts';
import { isAddress } from '../download/address.ts';
import { isPublicKey } from './feed.ts';

/** Plex's own numbers. Its default is not among its choices, and means the first of them. */
export const updateChannel: Preference<'text'> = {
  id: 'ButlerUpdateChannel',
  type: 'text',
  default: '16',
  label: 'Server update channel',
  summary: 'Whether only final releases are of interest, or also those to try.',
  group: 'general',
  choices: [
    ['16', 'Public'],
    ['0', 'Public'],
    ['8', 'Beta'],
  ],
};

export const updateFeed: Preference<'text'> = {
  id: 'ButlerUpdateFeed',
  type: 'text',
  default: '',
  label: 'Address of the update feed',
  summary:
    'The signed feed that is asked for releases, with {channel} in the place of public or beta. Nobody is asked while it is empty.',
  group: 'general',
  check: value =>
    value === '' || isAddress(addressFor(value, 'public'))
      ? undefined
      : say('expect-address', { example: 'https://example.org/butler/{channel}.feed' }),
};

export const updateDownload: Preference<'bool'> = {
  id: 'ButlerUpdateDownload',
  type: 'bool',
  default: false,
  label: 'Download updates when they are found',
  summary:
    'The package is verified and put into the folder "updates" of the data folder. Nothing is installed.',
  group: 'general',
};

export const updateKey: Preference<'text'> = {
  id: 'ButlerUpdateKey',
  type: 'text',
  default: '',
  label: 'Public key of the update feed',
  summary:
    'Ed25519 (RFC 8032), 32 bytes in base64. Given with BUTLER_UPDATE_KEY when Butler starts: whom to believe is not set over the network.',
  group: 'general',
  readOnly: true,
  advanced: true,
  check: value => (value === '' || isPublicKey(value) ? undefined : say('expect-public-key', {})),
};

/** Which feed is to be asked, and whom it must be signed by. */
export interface UpdateSettings {
  readonly channel: UpdateChannel;
  /** Empty while none is configured. */
  readonly address: string;
  /** Empty while nobody is believed. */
  readonly key: string;
}

export function updateSettings(preferences: PreferenceReader): UpdateSettings {
  const channel = preferences.get(updateChannel) === '8' ? 'beta' : 'public';
  return {
    channel,
    address: addressFor(preferences.get(updateFeed), channel),
    key: preferences.get(updateKey),
  };
}

function addressFor(template: string, channel: UpdateChannel): string {
  return template.replaceAll('{channel}', channel);
}
