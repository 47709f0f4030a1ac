import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { openButler } from './butler.ts';
import { startServer } from './server.ts';

/** Listens for a moment, on any free port unless one is named; returns it. */
async function listenFor(port = 0): Promise<number> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return taken;
}

test('a server that cannot write down where it listens does not go on listening', async () => {
  await using data = await makeTempFolder();
  const butler = await openButler(data.path);
  try {
    await butler.engine.open();
    // Stands where the note is to be written.
    await mkdir(join(data.path, 'butler.lock.json.new'));
    const port = await listenFor();
    const configuration = { dataFolder: data.path, host: '127.0.0.1', port };
    await expect(startServer(butler, configuration, () => {})).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await listenFor(port)).toBe(port);
  } finally {
    await butler.close();
  }
});
