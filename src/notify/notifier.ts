import { type ButlerError, formatError } from '../domain/errors.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import { type Channel, type Limits, type Means, usualLimits } from './channel.ts';
import { command } from './command.ts';
import { gotify } from './gotify.ts';
import { cleanNotice, type Notice, parseKinds, testNotice } from './notice.ts';
import { ntfy } from './ntfy.ts';
import { Outbox } from './outbox.ts';
import { notifyOn } from './preferences.ts';
import { webhook } from './webhook.ts';

interface Options {
  readonly preferences: PreferenceReader;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Notices do not arrive somewhere. Called once for each channel, until a notice gets through there. */
  readonly onTrouble: (trouble: ButlerError) => void;
  readonly limits?: Partial<Limits>;
}

/** What became of a test. */
export interface TestResult {
  readonly channel: string;
  /** Why it did not arrive. */
  readonly error?: string;
}

const channels: readonly Channel[] = [webhook, ntfy, gotify, command];

/** The names of the channels by which notices are sent now. */
export function configuredChannels(preferences: PreferenceReader): readonly string[] {
  const means: Means = { preferences, now: Date.now, limits: usualLimits };
  return channels.filter(channel => channel.find(means) !== undefined).map(({ name }) => name);
}

/**
 * Tells people elsewhere, by every channel that is configured, side by side. Work never waits for it. What the
 * preferences say counts at the moment of sending.
 */
export class Notifier {
  readonly #means: Means;
  readonly #outboxes: readonly Outbox[];
  #tests = new AbortController();

  constructor({ preferences, now, onTrouble, limits }: Options) {
    this.#means = { preferences, now, limits: { ...usualLimits, ...limits } };
    this.#outboxes = channels.map(channel => new Outbox(channel, this.#means, onTrouble));
  }

  /** Sends what {@link notify} was given, also before. Safe to call twice. */
  start(): void {
    if (this.#tests.signal.aborted) this.#tests = new AbortController();
    for (const outbox of this.#outboxes) outbox.start();
  }

  /** Gives what waits a moment to go out. Nothing is sent any more when it resolves. Safe to call twice. */
  async stop(): Promise<void> {
    this.#tests.abort();
    await Promise.all(this.#outboxes.map(outbox => outbox.stop()));
  }

  /** Takes a notice to send, if notices of its kind are wanted. */
  notify(notice: Notice): void {
    const wanted = parseKinds(this.#means.preferences.get(notifyOn));
    if (notice.kind !== 'test' && !wanted?.has(notice.kind)) return;
    const clean = cleanNotice(notice);
    for (const outbox of this.#outboxes) outbox.add(clean);
  }

  /** Sends a test by every channel that is configured, once, and says for each what became of it. */
  async testAll(): Promise<readonly TestResult[]> {
    const notice = testNotice(this.#means.now());
    const { signal } = this.#tests;
    const results = channels.map(async (channel): Promise<TestResult | undefined> => {
      const send = channel.find(this.#means);
      if (!send) return undefined;
      try {
        await send(notice, signal);
        return { channel: channel.name };
      } catch (error) {
        return { channel: channel.name, error: signal.aborted ? 'Butler is stopping' : formatError(error) };
      }
    });
    return (await Promise.all(results)).filter(result => result !== undefined);
  }
}
