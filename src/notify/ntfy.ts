import type { Channel } from './channel.ts';
import type { NoticeKind } from './notice.ts';
import { post } from './post.ts';
import { ntfyToken, ntfyTopic } from './preferences.ts';

/** A server takes 4,096 bytes for a message and makes an attachment of what is longer. */
const mostBytes = 4_096;

/** Priorities 1–5, 3 the usual one, and names of emojis. https://docs.ntfy.sh/publish/ */
const looks: Readonly<Record<NoticeKind, { priority: string; tags: string }>> = {
  failure: { priority: '4', tags: 'warning' },
  report: { priority: '3', tags: 'crescent_moon' },
  'disk-nearly-full': { priority: '4', tags: 'floppy_disk' },
  test: { priority: '3', tags: 'wave' },
};

/** Posts the text to a topic of ntfy.sh, or of a server of one's own. */
export const ntfy: Channel = {
  name: 'ntfy',
  find({ preferences, limits }) {
    const address = preferences.get(ntfyTopic);
    if (address === '') return undefined;
    const token = preferences.get(ntfyToken);
    return ({ kind, title, text }, signal) => {
      const { priority, tags } = looks[kind];
      const headers = {
        'Content-Type': 'text/plain; charset=utf-8',
        Title: encodeHeader(title),
        Priority: priority,
        Tags: tags,
        ...(token !== '' && { Authorization: `Bearer ${token}` }),
      };
      return post({ address, headers, body: clip(text) }, limits.postMs, signal);
    };
  },
};

/** Bytes in one encoded word: with its frame it may have 75 characters, and four carry three bytes. */
const bytesOfWord = 45;

/** Text for a header, where only ASCII may stand: as words of RFC 2047, which ntfy reads. */
function encodeHeader(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text;
  const words = [''];
  for (const sign of text) {
    const longer = words.at(-1) + sign;
    if (Buffer.byteLength(longer) <= bytesOfWord) words.splice(-1, 1, longer);
    else words.push(sign);
  }
  return words.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** As many whole lines as a message holds; of a single line that is too long, its beginning. */
function clip(text: string): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const most = mostBytes - Buffer.byteLength('\n…');
  const fitting = new TextDecoder().decode(Buffer.from(text).subarray(0, most), { stream: true });
  const end = fitting.lastIndexOf('\n');
  return `${end > 0 ? fitting.slice(0, end) : fitting}\n…`;
}
