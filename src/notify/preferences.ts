import { say } from '../domain/phrases.ts';
import type { Preference } from '../domain/preference.ts';
import { isAddress } from './address.ts';
import { parseCommandLine } from './command-line.ts';
import { noticeKinds, parseKinds } from './notice.ts';

export const webhookAddress = addressOf('ButlerNotifyWebhook', 'https://example.org/butler', {
  label: 'Address of a webhook for notices',
  summary: 'Notices are posted to it as JSON. None are while it is empty.',
});

export const webhookSecret = secretOf('ButlerNotifyWebhookSecret', {
  label: 'Secret of the webhook for notices',
  summary: 'Signs what is posted to the webhook, so that it can tell that it comes from here.',
});

export const ntfyTopic = addressOf('ButlerNotifyNtfy', 'https://ntfy.sh/topic', {
  label: 'Address of an ntfy topic',
  summary:
    'Notices are sent to this topic of ntfy.sh, or of another ntfy server. None are while it is empty.',
});

export const ntfyToken = secretOf('ButlerNotifyNtfyToken', {
  label: 'Access token of ntfy',
  summary: 'For topics that not everybody may write to.',
});

export const gotifyServer = addressOf('ButlerNotifyGotify', 'https://gotify.example.org', {
  label: 'Address of a Gotify server',
  summary: 'Notices are sent to this server. None are while it is empty.',
});

export const gotifyToken = secretOf('ButlerNotifyGotifyToken', {
  label: 'Application token of Gotify',
  summary: 'Of the application on the Gotify server under which notices appear.',
});

export const notifyCommand: Preference<'text'> = {
  id: 'ButlerNotifyCommand',
  type: 'text',
  default: '',
  label: 'Command that is run for a notice',
  summary:
    'The path of a program, or a program and its arguments as a JSON array. It is run on this server, without a shell, and reads the notice as JSON from its standard input. Given with BUTLER_NOTIFY_COMMAND when Butler starts: what runs programs is not set over the network.',
  group: 'butler',
  readOnly: true,
  check: value =>
    value === '' || parseCommandLine(value)
      ? undefined
      : say('expect-program', { example: '["/usr/bin/tell", "--now"]' }),
};

const kinds = noticeKinds.filter(kind => kind !== 'test');

export const notifyOn: Preference<'text'> = {
  id: 'ButlerNotifyOn',
  type: 'text',
  default: kinds.join(),
  label: 'What notices are sent for',
  summary: `Any of ${kinds.join(', ')}, with commas between them.`,
  group: 'butler',
  check: value => (parseKinds(value) ? undefined : say('expect-list-of', { choices: kinds.join(', ') })),
};

export const diskNearlyFull: Preference<'int'> = {
  id: 'ButlerDiskNearlyFullPercent',
  type: 'int',
  default: 95,
  label: 'Percentage from which a disk is nearly full',
  summary: 'Told once for each disk that Butler writes to, and again after it has been 2 % emptier.',
  group: 'butler',
  range: [50, 100],
};

/** The preferences of this folder, in the order in which they are listed. */
export const notifyPreferences: readonly Preference[] = [
  notifyOn,
  diskNearlyFull,
  webhookAddress,
  webhookSecret,
  ntfyTopic,
  ntfyToken,
  gotifyServer,
  gotifyToken,
  notifyCommand,
];

interface Words {
  readonly label: string;
  readonly summary: string;
}

function addressOf(id: string, example: string, words: Words): Preference<'text'> {
  return {
    id,
    type: 'text',
    default: '',
    ...words,
    group: 'butler',
    check: value => (value === '' || isAddress(value) ? undefined : say('expect-address', { example })),
  };
}

function secretOf(id: string, words: Words): Preference<'text'> {
  return {
    id,
    type: 'text',
    default: '',
    ...words,
    group: 'butler',
    secret: true,
    // Tokens travel in a header.
    check: value => (/^[\x21-\x7e]*$/.test(value) ? undefined : say('expect-ascii', {})),
  };
}
