import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { findHolder } from '../holder.ts';
import { tokenFile } from '../token.ts';
import { fail, ok, type Verdict } from './finding.ts';
import type { Subject } from './subject.ts';

const patienceMs = 5_000;

/** Whether the server that is at work answers or, where none is, whether one could listen. */
export async function checkPort({ configuration }: Subject): Promise<Verdict> {
  const { dataFolder, host, port } = configuration;
  const holder = await findHolder(dataFolder);
  if (holder) {
    const answer = await fetch(`${holder.address}/identity`, {
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => undefined);
    if (answer?.ok) return ok(`Butler is at work at ${holder.address}.`);
    return fail(
      `Butler is at work, but does not answer at ${holder.address}.`,
      'Look into what it prints, and start it again.',
    );
  }
  const code = await tryToListen(host, port);
  if (code === undefined) return ok(`Butler is not at work; ${host}:${port} is free.`);
  if (code !== 'EADDRINUSE') {
    return fail(
      `Butler could not listen on ${host}:${port} (${code}).`,
      'Choose another address with --host or --port.',
    );
  }
  return fail(
    `Another program listens on ${host}:${port}.`,
    'Choose another port with --port or BUTLER_PORT.',
  );
}

/** Undefined where it can. */
async function tryToListen(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    server.close();
  }
}

/** Whoever reads the token may do everything. */
export async function checkToken({ configuration: { dataFolder, token } }: Subject): Promise<Verdict> {
  const file = tokenFile(dataFolder);
  const found = await stat(file).catch(() => undefined);
  if (!found) return ok(token ? 'Given when Butler starts.' : 'There is none yet; the first start makes it.');
  if (process.platform === 'win32' || (found.mode & 0o077) === 0)
    return ok(`${file}, readable by its owner alone.`);
  const mode = (found.mode & 0o777).toString(8);
  return fail(`${file} can be read by others of this machine (${mode}).`, `Run chmod 600 "${file}".`);
}
