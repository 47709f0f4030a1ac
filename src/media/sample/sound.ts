/** Samples per second of all sound that is made here. */
export const sampleRate = 48_000;

/** Fills one block of samples, −1 to 1, of both channels. Blocks are asked for one after the other, without gaps. */
export type Sound = (left: Float32Array, right: Float32Array, firstSample: number) => void;

/** A plucked note that fades by itself. */
export interface Note {
  /** Seconds from the beginning. */
  readonly at: number;
  /** Hertz of its fundamental. */
  readonly pitch: number;
  /** Peak amplitude, 0 to 1. */
  readonly loudness: number;
  /** Seconds in which it fades to a thousandth. */
  readonly fade: number;
  /** Amplitudes of its partials, the fundamental first. */
  readonly partials: readonly number[];
  /** −1 is left, 1 is right. */
  readonly pan: number;
}

/**
 * Plays notes. Each partial is a two-pole resonator, `y[n] = 2 r cos(w) y[n−1] − r² y[n−2]`: a fading sine for two
 * multiplications a sample.
 */
export function playNotes(notes: readonly Note[]): Sound {
  const waiting = notes.toSorted((a, b) => b.at - a.at);
  let voices: Voice[] = [];
  return (left, right, firstSample) => {
    left.fill(0);
    right.fill(0);
    const end = firstSample + left.length;
    for (let next = waiting.at(-1); next && next.at * sampleRate < end; next = waiting.at(-1)) {
      voices.push(...voicesOf(next));
      waiting.pop();
    }
    for (const voice of voices) ring(voice, left, right, firstSample);
    voices = voices.filter(voice => voice.end > end);
  };
}

interface Voice {
  readonly start: number;
  readonly end: number;
  readonly feedback: number;
  readonly damping: number;
  readonly left: number;
  readonly right: number;
  last: number;
  lastButOne: number;
}

function voicesOf(note: Note): Voice[] {
  const start = Math.round(note.at * sampleRate);
  const total = note.partials.reduce((sum, amplitude) => sum + amplitude, 0);
  return note.partials.flatMap((amplitude, index) => {
    const turn = (2 * Math.PI * note.pitch * (index + 1)) / sampleRate;
    if (turn > 2.5 || amplitude === 0) return [];
    // Higher partials fade sooner, as on strings.
    const samples = (note.fade * sampleRate) / (1 + index * 0.5);
    const radius = 0.001 ** (1 / samples);
    const peak = (note.loudness * amplitude) / total;
    return {
      start,
      end: start + Math.round(samples),
      feedback: 2 * radius * Math.cos(turn),
      damping: radius * radius,
      left: peak * Math.cos(((note.pan + 1) * Math.PI) / 4),
      right: peak * Math.sin(((note.pan + 1) * Math.PI) / 4),
      last: 0,
      // Starts the resonator as a sine of amplitude 1: the two samples before the first are 0 and −sin(w)/r².
      lastButOne: -Math.sin(turn) / (radius * radius),
    };
  });
}

function ring(voice: Voice, left: Float32Array, right: Float32Array, firstSample: number): void {
  const from = Math.max(0, voice.start - firstSample);
  const to = Math.min(left.length, voice.end - firstSample);
  let { last, lastButOne } = voice;
  for (let i = from; i < to; i++) {
    const sample = voice.feedback * last - voice.damping * lastButOne;
    lastButOne = last;
    last = sample;
    left[i] = (left[i] ?? 0) + sample * voice.left;
    right[i] = (right[i] ?? 0) + sample * voice.right;
  }
  voice.last = last;
  voice.lastButOne = lastButOne;
}
