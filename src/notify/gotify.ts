import { below } from './address.ts';
import type { Channel } from './channel.ts';
import type { NoticeKind } from './notice.ts';
import { post } from './post.ts';
import { gotifyServer, gotifyToken } from './preferences.ts';

/** From 8 on its apps ring, from 4 on they make a sound. https://gotify.net/docs/msgextras */
const priorities: Readonly<Record<NoticeKind, number>> = {
  failure: 8,
  report: 4,
  'disk-nearly-full': 8,
  test: 4,
};

/** Posts a message to a Gotify server, for the application whose token is given. */
export const gotify: Channel = {
  name: 'Gotify',
  find({ preferences, limits }) {
    const server = preferences.get(gotifyServer);
    if (server === '') return undefined;
    const token = preferences.get(gotifyToken);
    return ({ kind, title, text }, signal) => {
      const body = JSON.stringify({
        title,
        message: text,
        priority: priorities[kind],
        extras: { 'client::display': { contentType: 'text/plain' } },
      });
      const headers = { 'Content-Type': 'application/json', 'X-Gotify-Key': token };
      return post({ address: below(server, 'message'), headers, body }, limits.postMs, signal);
    };
  },
};
