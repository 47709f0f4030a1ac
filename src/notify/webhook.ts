import { createHmac } from 'node:crypto';
import type { Channel } from './channel.ts';
import { post } from './post.ts';
import { webhookAddress, webhookSecret } from './preferences.ts';

/**
 * Posts the notice as JSON. Where there is a secret, `X-Butler-Signature` is `sha256=` and the HMAC-SHA-256 in
 * hexadecimal digits, with that secret, over `<X-Butler-Timestamp>.<body>`; the timestamp, in seconds since 1970 UTC,
 * is that of the try. A receiver that refuses old timestamps cannot be fooled with what somebody overheard.
 */
export const webhook: Channel = {
  name: 'the webhook',
  find({ preferences, limits, now }) {
    const address = preferences.get(webhookAddress);
    if (address === '') return undefined;
    const secret = preferences.get(webhookSecret);
    return (notice, signal) => {
      const body = JSON.stringify(notice);
      const timestamp = `${Math.floor(now() / 1000)}`;
      const headers = {
        'Content-Type': 'application/json',
        'X-Butler-Timestamp': timestamp,
        ...(secret !== '' && { 'X-Butler-Signature': sign(`${timestamp}.${body}`, secret) }),
      };
      return post({ address, headers, body }, limits.postMs, signal);
    };
  },
};

function sign(content: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(content).digest('hex')}`;
}
