import { AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_FLTP } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import type { SoundPrint } from '../../src/domain/analysis.ts';
import { requireEngine } from '../../src/media/codecs/engine.ts';
import { OpenFile } from '../../src/media/open-file.ts';
import { toMs } from '../../src/media/reading/demuxer.ts';
import { Packets } from '../../src/media/reading/packets.ts';
import { dice } from '../../src/media/sample/dice.ts';
import { type Sound, sampleRate } from '../../src/media/sample/sound.ts';
import { FingerprintMeter, type FingerprintResult } from '../../src/media/sound/fingerprint-meter.ts';
import { SoundTrack } from '../../src/media/sound/track.ts';
import { SourceFile } from '../../src/media/source-file.ts';
import { orderFor } from './media.ts';

/** Part of what an episode sounds like. */
export interface Scene {
  readonly seconds: number;
  /** The same seed is the same sound; undefined is silence. */
  readonly seed: number | undefined;
  /** 1 by default. */
  readonly loudness?: number;
  /** Seconds of the sound that are left out before it begins; 0 by default. */
  readonly skip?: number;
}

/** Scenes one after the other, and then silence. */
export function play(scenes: readonly Scene[]): Sound {
  let endsAt = 0;
  const parts = scenes.map(scene => {
    const from = Math.round(endsAt * sampleRate);
    endsAt += scene.seconds;
    const start = scene.seed === undefined ? undefined : music(scene.seed);
    if (start && scene.skip) start(new Float32Array(Math.round(scene.skip * sampleRate)));
    return { from, to: Math.round(endsAt * sampleRate), loudness: scene.loudness ?? 1, start };
  });
  return (left, right, firstSample) => {
    left.fill(0);
    for (const { from, to, loudness, start } of parts) {
      const a = Math.max(from, firstSample);
      const b = Math.min(to, firstSample + left.length);
      if (a >= b || !start) continue;
      const samples = left.subarray(a - firstSample, b - firstSample);
      start(samples);
      for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) * loudness;
    }
    right.set(left);
  };
}

/**
 * Music that never repeats: chords of any pitches, in any rhythm, over noise. Fills one block after the other; the same
 * seed gives the same music.
 */
function music(seed: number): (samples: Float32Array) => void {
  const chance = dice(seed * 7919 + 13);
  const voices = Array.from({ length: 4 }, () => ({
    last: 0,
    lastButOne: 0,
    feedback: 0,
    damping: 0,
    left: 0,
  }));
  let noise = (seed * 2_654_435_761) | 1;
  return samples => {
    samples.fill(0);
    for (const voice of voices) {
      for (let from = 0; from < samples.length; ) {
        if (voice.left === 0) {
          const turn = (2 * Math.PI * 110 * 2 ** (4 * chance())) / sampleRate;
          voice.left = Math.round((0.15 + 0.5 * chance()) * sampleRate);
          const radius = 0.02 ** (1 / voice.left);
          voice.feedback = 2 * radius * Math.cos(turn);
          voice.damping = radius * radius;
          voice.last = 0;
          voice.lastButOne = (-0.15 * (0.3 + chance()) * Math.sin(turn)) / voice.damping;
        }
        const to = Math.min(samples.length, from + voice.left);
        voice.left -= to - from;
        let { last, lastButOne } = voice;
        const { feedback, damping } = voice;
        for (let i = from; i < to; i++) {
          const sample = feedback * last - damping * lastButOne;
          lastButOne = last;
          last = sample;
          samples[i] = (samples[i] ?? 0) + sample;
        }
        voice.last = last;
        voice.lastButOne = lastButOne;
        from = to;
      }
    }
    for (let i = 0; i < samples.length; i++) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) | 0;
      samples[i] = (samples[i] ?? 0) + noise / 2 ** 31 / 100;
    }
  };
}

/** The fingerprint of a sound, without a file around it. */
export function printOf(sound: Sound, seconds: number): SoundPrint {
  using meter = new FingerprintMeter({ fromMs: 0, toMs: seconds * 1000 });
  const block = 4800;
  const frame = new Frame();
  for (let at = 0; at < seconds * sampleRate; at += block) {
    const samples = new Float32Array(2 * block);
    sound(samples.subarray(0, block), samples.subarray(block), at);
    frame.alloc();
    frame.nbSamples = block;
    frame.format = AV_SAMPLE_FMT_FLTP;
    frame.sampleRate = sampleRate;
    frame.channelLayout = AV_CHANNEL_LAYOUT_STEREO;
    frame.getBuffer();
    frame.fromBuffer(Buffer.from(samples.buffer));
    meter.take(frame, (at * 1000) / sampleRate);
    frame.free();
  }
  return describe(meter.finish());
}

/** The fingerprint of all sound of a file. */
export async function printOfFile(path: string): Promise<SoundPrint> {
  await requireEngine();
  using source = new SourceFile(orderFor(path, {}));
  using file = new OpenFile(source, () => undefined);
  const [stream] = file.demuxer.findSounds();
  if (!stream) throw new Error(`${path} has no sound.`);
  using track = new SoundTrack(
    { stream: stream.index, meters: [{ meter: 'fingerprint', settings: { fromMs: 0, toMs: 3_600_000 } }] },
    stream.codecpar,
  );
  using packets = new Packets(file);
  file.demuxer.select(({ index }) => index === stream.index);
  while (await packets.read()) track.take(packets.packet, toMs(packets.packet.pts, stream.timeBase));
  const [outcome] = await track.finish();
  if (!outcome?.ok) throw new Error(outcome?.error);
  return describe(outcome.value as FingerprintResult);
}

function describe({ startMs, points, silences }: FingerprintResult): SoundPrint {
  return {
    startMs,
    points: Buffer.from(points.buffer).toString('base64'),
    silences: silences.map(({ fromMs, toMs }) => [fromMs, toMs]),
  };
}
