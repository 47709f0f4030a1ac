import { setTimeout as delay } from 'node:timers/promises';
import { ButlerError } from '../domain/errors.ts';
import { type Channel, type Means, Undelivered } from './channel.ts';
import type { Notice } from './notice.ts';

/** The notices that wait for one channel, and their tries. Trouble is told once, until a notice gets through. */
export class Outbox {
  readonly #channel: Channel;
  readonly #means: Means;
  readonly #tell: (trouble: ButlerError) => void;
  readonly #waiting: Notice[] = [];
  #isInTrouble = false;
  #isOverfull = false;
  #isSending = false;
  #work: Promise<void> = Promise.resolve();
  #abort: AbortController | undefined;

  constructor(channel: Channel, means: Means, tell: (trouble: ButlerError) => void) {
    this.#channel = channel;
    this.#means = means;
    this.#tell = tell;
  }

  /** Takes a notice, if the channel is configured. Never waits. */
  add(notice: Notice): void {
    if (!this.#channel.find(this.#means)) return;
    if (this.#waiting.length >= this.#means.limits.waiting) {
      this.#waiting.shift();
      if (!this.#isOverfull) this.#tellDropped('too many wait');
      this.#isOverfull = true;
    }
    this.#waiting.push(notice);
    this.#begin();
  }

  /** Sends what waits, and from now on what comes. */
  start(): void {
    this.#abort ??= new AbortController();
    this.#begin();
  }

  /** Lets go out what can within the limit for that, then drops the rest. */
  async stop(): Promise<void> {
    const abort = this.#abort;
    if (!abort) return;
    const late = delay(this.#means.limits.stopMs, undefined, { signal: abort.signal }).catch(() => {});
    await Promise.race([this.#work, late]);
    abort.abort();
    await this.#work;
    this.#abort = undefined;
  }

  #begin(): void {
    const signal = this.#abort?.signal;
    if (!signal || signal.aborted || this.#isSending) return;
    this.#isSending = true;
    this.#work = this.#sendAll(signal);
  }

  async #sendAll(signal: AbortSignal): Promise<void> {
    for (let notice = this.#waiting.shift(); notice; notice = this.#waiting.shift()) {
      await this.#send(notice, signal);
      if (!signal.aborted) continue;
      this.#waiting.length = 0;
      this.#tellDropped('Butler is stopping');
    }
    this.#isOverfull = false;
    // In the same breath as the last look into the queue, so that nothing is left lying there.
    this.#isSending = false;
  }

  /** Tries until the notice has got through, or it makes no sense any more. Reads the preferences for each try. */
  async #send(notice: Notice, signal: AbortSignal): Promise<void> {
    const pauses = [...this.#means.limits.pausesMs];
    for (;;) {
      try {
        const send = this.#channel.find(this.#means);
        await send?.(notice, signal);
        if (send) this.#isInTrouble = false;
        return;
      } catch (error) {
        if (signal.aborted) return;
        const pauseMs = error instanceof Undelivered && !error.isFinal ? pauses.shift() : undefined;
        if (pauseMs === undefined) return this.#giveUp(error);
        await delay(pauseMs, undefined, { signal }).catch(() => {});
        if (signal.aborted) return;
      }
    }
  }

  #giveUp(error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error);
    if (!this.#isInTrouble) {
      this.#tell(
        new ButlerError('notice-undelivered', { channel: this.#channel.name, cause }, { cause: error }),
      );
    }
    this.#isInTrouble = true;
  }

  #tellDropped(because: string): void {
    this.#tell(new ButlerError('notices-dropped', { channel: this.#channel.name, because }));
  }
}
