import type { EventEmitter } from 'node:events';
import type { ButlerEvents } from '../../domain/events.ts';
import type { Progress } from '../../domain/run.ts';
import { EventReader } from './event-reader.ts';
import { EventRing } from './event-ring.ts';
import { type Event, type EventType, viewEvent } from './event-view.ts';
import { formatInstant } from './instant.ts';

interface Options {
  readonly events: EventEmitter<ButlerEvents>;
  /** Wall clock, milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Every stream ends when it aborts. */
  readonly closing: AbortSignal;
  /** How often each stream shows that it is alive. */
  readonly heartbeatMs?: number;
  /** How often the progress of a run is told at most. */
  readonly progressMs?: number;
}

/** What a client wants to follow. */
export interface Following {
  /** The id of the last event that it got, over an earlier connection. */
  readonly lastId?: string | undefined;
  /** Only these, and `resync`; all where absent. */
  readonly types?: ReadonlySet<EventType> | undefined;
  /** Ends this stream before the feed ends. */
  readonly until?: AbortSignal;
  /** Called when the client does not read: ends its connection. */
  readonly drop: () => void;
}

/**
 * What Butler tells of itself, for any number of clients at once. Each event is written once, into a ring from which all
 * of them read, each at its own pace: nobody has a queue. It begins with the first client.
 */
export class EventFeed {
  readonly #options: Options;
  readonly #ring = new EventRing(crypto.randomUUID().slice(0, 8));
  readonly #readers = new Set<EventReader>();
  /** The progress of runs that was not told yet. */
  readonly #progress = new Map<number, Progress>();
  #isRecording = false;
  #isWaking = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The events as they happen, in the form of server-sent events (https://html.spec.whatwg.org/#server-sent-events). */
  follow({ lastId, types, until, drop }: Following): ReadableStream<Uint8Array> {
    this.#record();
    const ring = this.#ring;
    const after = lastId === undefined ? ring.last : ring.parseId(lastId);
    const isResumed = after !== undefined && ring.read(after) !== undefined;
    // How soon to come back, and where the client is, so that it can come back before there was any event.
    const greeting = isResumed ? `retry: 2000\nid: ${ring.formatId(after)}\n\n` : this.#resync();
    const end = () => reader.end();
    const reader = new EventReader({
      ring,
      types,
      drop,
      greeting: Buffer.from(greeting),
      after: isResumed ? after : ring.last,
      onOpen: () => {
        this.#readers.add(reader);
        until?.addEventListener('abort', end);
        // Signals that have aborted already tell nobody.
        if (until?.aborted || this.#options.closing.aborted) end();
      },
      onEnd: () => {
        this.#readers.delete(reader);
        until?.removeEventListener('abort', end);
      },
    });
    return reader.stream;
  }

  #resync(): string {
    const event: Event = { type: 'resync', at: formatInstant(this.#options.now()) };
    const id = this.#ring.formatId(this.#ring.last);
    return `retry: 2000\nid: ${id}\nevent: resync\ndata: ${JSON.stringify(event)}\n\n`;
  }

  #record(): void {
    if (this.#isRecording) return;
    this.#isRecording = true;
    const { events, closing, heartbeatMs = 15_000 } = this.#options;
    for (const name of Object.keys(viewEvent) as (keyof ButlerEvents)[]) this.#recordEach(name, events);
    const heart = setInterval(() => {
      for (const reader of this.#readers) reader.beat();
    }, heartbeatMs);
    heart.unref();
    closing.addEventListener('abort', () => {
      clearInterval(heart);
      for (const reader of this.#readers) reader.end();
    });
  }

  #recordEach<Name extends keyof ButlerEvents>(name: Name, events: EventEmitter<ButlerEvents>): void {
    const { now } = this.#options;
    const view = viewEvent[name];
    const take = (...args: ButlerEvents[Name]) => this.#add(view(now(), ...args));
    events.on<keyof ButlerEvents>(name, (name === 'progress' ? this.#postpone : take) as () => void);
  }

  /** What moves fast is told now and then, as it is by then. */
  readonly #postpone = (runId: number, progress: Progress): void => {
    const { now, progressMs = 250 } = this.#options;
    if (this.#progress.size === 0) {
      setTimeout(() => {
        for (const [id, latest] of this.#progress) this.#add(viewEvent.progress(now(), id, latest));
        this.#progress.clear();
      }, progressMs).unref();
    }
    this.#progress.set(runId, progress);
  };

  #add(event: Event): void {
    // What was to be told of its progress is in the run, or behind it.
    if (event.type === 'run') this.#progress.delete(event.run.id);
    const key = event.type === 'progress' ? `progress of ${event.runId}` : undefined;
    this.#ring.add(event.type, JSON.stringify(event), key);
    if (this.#isWaking) return;
    this.#isWaking = true;
    // What happens at once travels together.
    setImmediate(() => {
      this.#isWaking = false;
      for (const reader of this.#readers) reader.wake();
    });
  }
}
