import { Hono } from 'hono';
import type { Butler } from '../../domain/butler.ts';
import type { UpdateView } from '../../domain/updates.ts';
import { preferredEncoding } from '../negotiation.ts';
import { encode, respond, respondEmpty } from './response.ts';
import { toSeconds } from './seconds.ts';

/** `/updater`: whether there is a newer release, and looking for one. Nothing is installed from here. */
export function updaterRoutes(updates: () => Promise<UpdateView>, butler: Butler): Hono {
  return new Hono({ strict: false })
    .get('/updater/status', async c => {
      const { checkedAt, release, file } = await updates();
      const known = release && {
        key: release.package.address,
        version: release.version,
        added: release.notes,
        fixed: '',
        downloadURL: release.package.address,
        state: file === undefined ? 'notify' : 'downloaded',
      };
      const encoding = preferredEncoding(c.req.header('accept'));
      const element = {
        size: known ? 1 : 0,
        canInstall: false,
        checkedAt: toSeconds(checkedAt),
        status: 0,
        Release: known ? [known] : [],
      };
      return respond(encoding, encode(encoding, 'MediaContainer', element));
    })
    .put('/updater/check', async () => {
      await butler.start('CheckForUpdates');
      return respondEmpty(200);
    });
}
