import { parentPort } from 'node:worker_threads';
import { AV_PKT_DATA_SKIP_SAMPLES } from 'node-av/constants';
import { type CodecParameters, Packet } from 'node-av/lib';
import { formatError } from '../../domain/errors.ts';
import { requireEngine } from '../codecs/engine.ts';
import { InlineSound } from './inline.ts';
import { rebuildParameters } from './parameters.ts';
import type { FromThread, PacketBatch, ToThread } from './thread-protocol.ts';

/** The thread of a worker process that decodes and measures sound, while another one looks at the pictures. */
const port = parentPort;
if (!port) throw new Error('This runs in a thread of a worker.');
await requireEngine();

const packet = new Packet();
packet.alloc();
let work:
  | { readonly pass: number; readonly sound: InlineSound; readonly parameters: CodecParameters[] }
  | undefined;

/** The latest message, once it has been dealt with: each waits for the one before it. */
let latest = Promise.resolve();
port.on('message', (message: ToThread) => {
  latest = latest
    .then(() => receive(message))
    .catch(error => {
      drop();
      send({ type: 'failed', pass: message.pass, error: formatError(error) });
    });
});

async function receive(message: ToThread): Promise<void> {
  if (message.type === 'begin') {
    drop();
    const tracks = message.tracks.map(({ order, parameters }) => ({
      order,
      parameters: rebuildParameters(parameters),
    }));
    work = {
      pass: message.pass,
      sound: new InlineSound(tracks),
      parameters: tracks.map(({ parameters }) => parameters),
    };
    return;
  }
  if (work?.pass !== message.pass) return;
  const { sound, pass } = work;
  switch (message.type) {
    case 'packets':
      await hear(sound, message.batch);
      send({ type: 'taken', pass, bytes: message.batch.bytes.length });
      break;
    case 'finish':
      send({ type: 'finished', pass, outcomes: await sound.finish() });
      drop();
      break;
    case 'drop':
      drop();
      break;
  }
}

async function hear(sound: InlineSound, { bytes, streams, ends, atMs, skips }: PacketBatch): Promise<void> {
  const { buffer, byteOffset } = bytes;
  let start = 0;
  for (const [n, end] of ends.entries()) {
    packet.data = Buffer.from(buffer, byteOffset + start, end - start);
    const skip = skips.get(n);
    if (skip) packet.addSideData(AV_PKT_DATA_SKIP_SAMPLES, Buffer.from(skip));
    const more = sound.take(streams[n] as number, packet, atMs[n] as number);
    packet.unref();
    if (more) await more;
    start = end;
  }
}

function drop(): void {
  work?.sound[Symbol.dispose]();
  for (const parameters of work?.parameters ?? []) parameters.free();
  work = undefined;
}

function send(message: FromThread): void {
  port?.postMessage(message);
}
