import { createRoute, z } from '@hono/zod-openapi';
import { emptyLists } from '../../plex/nothing.ts';
import { answersContainer } from './answers.ts';
import { failures } from './failures.ts';
import { container } from './scalars.ts';

const nothing = z.object(container).openapi('PlexNothing', { xml: { name: 'MediaContainer' } });

const words: Record<(typeof emptyLists)[number], readonly [operationId: string, what: string]> = {
  '/clients': ['listClients', 'the players nearby'],
  '/devices': ['listDevices', 'the devices that were seen'],
  '/hubs/continueWatching': ['getContinueWatching', 'what to go on watching, as hubs'],
  '/hubs/continueWatching/items': ['listContinueWatching', 'what to go on watching'],
  '/livetv/dvrs': ['listDvrs', 'the video recorders'],
  '/livetv/sessions': ['listLiveSessions', 'what is watched live'],
  '/playlists': ['listPlaylists', 'the playlists'],
  '/status/sessions': ['listSessions', 'what is played'],
  '/status/sessions/background': ['listBackgroundSessions', 'what is transcoded ahead'],
  '/status/sessions/history/all': ['listPlaybackHistory', 'what was played'],
  '/transcode/sessions': ['listTranscodeSessions', 'what is transcoded'],
};

export const emptyOperations = emptyLists.map(path => {
  const [operationId, what] = words[path];
  return createRoute({
    method: 'get',
    path,
    operationId,
    tags: ['Sessions'],
    summary: `Get ${what}`,
    description: 'Clients ask for it when they connect. Butler plays nothing: the list is always empty.',
    responses: { 200: answersContainer('Nothing.', nothing, { size: 0 }), ...failures() },
  });
});
