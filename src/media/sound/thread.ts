import { parentPort } from 'node:worker_threads';
import { AV_PKT_DATA_SKIP_SAMPLES } from 'node-av/constants';
import { type CodecParameters, Packet } from 'node-av/lib';
import { formatError } from '../../domain/errors.ts';
import { requireEngine } from '../engine.ts';
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

port.on('message', (message: ToThread) => {
  try {
    receive(message);
  } catch (error) {
    drop();
    send({ type: 'failed', pass: message.pass, error: formatError(error) });
  }
});

function receive(message: ToThread): void {
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
      hear(sound, message.batch);
      send({ type: 'taken', pass, bytes: message.batch.bytes.length });
      break;
    case 'finish':
      void sound.finish().then(outcomes => {
        send({ type: 'finished', pass, outcomes });
        drop();
      });
      break;
    case 'drop':
      drop();
      break;
  }
}

function hear(sound: InlineSound, { bytes, streams, ends, atMs, skips }: PacketBatch): void {
  const { buffer, byteOffset } = bytes;
  let start = 0;
  for (const [n, end] of ends.entries()) {
    packet.data = Buffer.from(buffer, byteOffset + start, end - start);
    const skip = skips.get(n);
    if (skip) packet.addSideData(AV_PKT_DATA_SKIP_SAMPLES, Buffer.from(skip));
    sound.take(streams[n] as number, packet, atMs[n] as number);
    packet.unref();
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
