// Drives the Butler of a running server with @lukehagar/plexjs, as its page says.
//
//     node plexjs-butler.mjs http://127.0.0.1:32500 TOKEN <folder with node_modules>
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , serverURL, token, installed] = process.argv;
const require = createRequire(join(installed, 'package.json'));
const load = name => import(pathToFileURL(require.resolve(name)).href);
const { PlexAPI } = await load('@lukehagar/plexjs');
const { Accepts } = await load('@lukehagar/plexjs/sdk/models/shared');

const step = (what, ...values) => console.log(`  ${what}${values.length > 0 ? ':' : ''}`, ...values);

const plexAPI = new PlexAPI({
  accepts: Accepts.ApplicationXml,
  clientIdentifier: 'abc123',
  product: 'Plex for Roku',
  version: '2.4.1',
  platform: 'Roku',
  platformVersion: '4.3 build 1057',
  device: 'Roku 3',
  model: '4200X',
  deviceVendor: 'Roku',
  deviceName: 'Living Room TV',
  marketplace: 'googlePlay',
  token,
  serverURL,
});

await plexAPI.butler.stopTasks();
step('stopTasks');
const { object } = await plexAPI.butler.getTasks();
const tasks = object.butlerTasks.butlerTask;
assert.ok(tasks.length >= 24);
const backup = tasks.find(({ name }) => name === 'BackupDatabase');
assert.deepEqual(
  [backup.title, backup.interval, backup.scheduleRandomized, backup.enabled],
  ['Backup Database', 3, false, true],
);
step('getTasks', tasks.length, 'tasks');
await plexAPI.butler.startTasks();
step('startTasks');
await plexAPI.butler.stopTasks();
await plexAPI.butler.startTask({ task: 'RefreshLocalMedia' });
step('startTask');
// Started a moment ago: it ends it, or finds that it has ended by itself.
await plexAPI.butler
  .stopTask({ task: 'RefreshLocalMedia' })
  .catch(error => assert.equal(error.statusCode, 404));
step('stopTask');
await assert.rejects(
  new PlexAPI({ serverURL, token: 'wrong' }).butler.getTasks(),
  error => error.statusCode === 401,
);
step('a wrong token is refused');
