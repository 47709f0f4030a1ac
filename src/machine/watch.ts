import { EventEmitter } from 'node:events';
import type { Pause } from '../domain/pause.ts';
import { judge, type Verdict } from './judge.ts';
import type { Limits } from './limits.ts';
import type { Readings } from './readings.ts';

/** Milliseconds between two readings. */
const everyMs = 2_000;

interface Reader {
  read(limits: Limits): Promise<Readings>;
}

interface Sources {
  /** Opens what reads the machine, for one stretch of work. */
  readonly open: () => Reader;
  /** As the preferences have them now. */
  readonly limits: () => Limits;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/**
 * Watches the machine while there is work, and tells when it is to rest, and `undefined` when it is to go on. Reads
 * every 2 s from {@link start} to {@link stop}, and not at all otherwise.
 */
export class PressureWatch extends EventEmitter<{ change: [pause: Pause | undefined] }> {
  readonly #sources: Sources;
  #timer: NodeJS.Timeout | undefined;
  /** Of this stretch of work. */
  #reader: Reader | undefined;
  /** The one that is reading just now. */
  #busy: Reader | undefined;
  #verdict: Verdict | undefined;
  #pause: Pause | undefined;

  constructor(sources: Sources) {
    super();
    this.#sources = sources;
  }

  /** Why work rests, while it does. */
  get pause(): Pause | undefined {
    return this.#pause;
  }

  /** There is work, running or resting. Safe to call twice. */
  start(): void {
    if (this.#reader) return;
    this.#reader = this.#sources.open();
    this.#timer = setInterval(() => this.poke(), everyMs).unref();
    this.poke();
  }

  /** There is no work any more, and so nothing that rests. Safe to call twice. */
  stop(): void {
    clearInterval(this.#timer);
    this.#reader = undefined;
    this.#verdict = undefined;
    this.#tell();
  }

  /** Looks at once, if there is work: a limit has changed. */
  poke(): void {
    // A device that takes its time is not asked twice at once.
    if (this.#reader && this.#reader !== this.#busy) void this.#look(this.#reader);
  }

  async #look(reader: Reader): Promise<void> {
    this.#busy = reader;
    const limits = this.#sources.limits();
    const readings = await reader.read(limits);
    if (this.#busy === reader) this.#busy = undefined;
    if (this.#reader !== reader) return;
    this.#verdict = judge(readings, limits, this.#verdict);
    this.#tell();
  }

  /** Tells what has changed, if anything. A rest that goes on for another reason is still the same rest. */
  #tell(): void {
    const concern = this.#verdict?.concern;
    if (concern?.sentence === this.#pause?.sentence) return;
    this.#pause = concern && {
      cause: concern.cause,
      scope: 'all',
      sentence: concern.sentence,
      since: this.#pause?.since ?? this.#sources.now(),
    };
    this.emit('change', this.#pause);
  }
}
