// Reads one guide and ends: a thread of its own, so that a file that is made to strain its reader strains no other work.

import { getSystemErrorMessage } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { readText } from './decode.ts';
import { GuideIntake } from './intake.ts';
import { ProgrammeBatches } from './programme-batches.ts';
import type { GuideMessage, GuideOrder } from './protocol.ts';
import { NoGuide, XmltvReader } from './xmltv-reader.ts';

/** Batches on their way; the file waits until one was taken. */
const ahead = 1;

const port = parentPort;
if (!port) throw new Error('This is the thread of a guide reader.');
const say = (message: GuideMessage) => port.postMessage(message);

const batches = new ProgrammeBatches(programmes => say({ kind: 'programmes', programmes }));
let taken = Promise.withResolvers<void>();
port.on('message', () => {
  batches.noteTaken();
  taken.resolve();
});

async function read({ path, span, shows }: GuideOrder): Promise<void> {
  const intake = new GuideIntake(span, shows);
  const reader = new XmltvReader({
    channel: channel => intake.addChannel(channel),
    programme: programme => {
      const row = intake.take(programme);
      if (row) batches.add(row);
    },
  });
  for await (const text of readText(path)) {
    reader.write(text);
    while (batches.onTheirWay > ahead) {
      taken = Promise.withResolvers();
      await taken.promise;
    }
  }
  reader.close();
  batches.flush();
  say({ kind: 'end', summary: intake.summary() });
}

try {
  await read(workerData as GuideOrder);
} catch (error) {
  const { errno, message } = error as NodeJS.ErrnoException;
  const isKnown = error instanceof NoGuide || errno === undefined;
  say({ kind: 'failure', cause: isKnown ? message : getSystemErrorMessage(errno) });
}
port.close();
