import { batch, signal } from '@preact/signals';
import { attempt } from '../../data/actions.ts';
import { onEvents, onResync } from '../../data/events.ts';
import { server } from '../../data/session.ts';
import { fits, joinLines, type Line, type Wanted } from './log-lines.ts';

const pageSize = 100;
/** Lines that are heard before the log is read anew, and begins with the last page again: none must fill the memory. */
const mostHeard = 1_000;

/** The end of what a run said, which grows while it runs, and as much before it as was asked for. */
export class LogTail {
  /** Newest first; undefined until they are read. */
  readonly lines = signal<readonly Line[] | undefined>(undefined);
  readonly hasOlder = signal(false);
  readonly error = signal<unknown>(undefined);
  readonly #runId: number;
  readonly #wanted: Wanted;
  #heard: Line[] = [];
  #read: Line[] = [];
  #cursor: string | undefined;
  #asked = 0;

  constructor(runId: number, wanted: Wanted) {
    this.#runId = runId;
    this.#wanted = wanted;
  }

  /** Reads the last page, and listens from then on. Returns what ends it. */
  follow(): () => void {
    const endings = [
      onResync(() => this.read()),
      onEvents(events => {
        const said = events
          .filter(event => event.type === 'log')
          .filter(({ runId }) => runId === this.#runId);
        const fitting = said.filter(line => fits(line, this.#wanted));
        if (fitting.length === 0) return;
        this.#heard.unshift(...fitting.toReversed());
        if (this.#heard.length > mostHeard) void this.read();
        else if (this.lines.peek()) this.#show();
      }),
    ];
    void this.read();
    return () => {
      this.#asked++;
      for (const end of endings) end();
    };
  }

  async read(): Promise<void> {
    const mine = ++this.#asked;
    // What is said from now on may be in the answer, or not.
    const before = this.#heard;
    this.#heard = [];
    try {
      const { items, nextCursor } = await this.#ask(undefined);
      if (mine !== this.#asked) return;
      this.#read = [...items];
      this.#cursor = nextCursor;
      this.#show();
    } catch (error) {
      if (mine !== this.#asked) return;
      this.#heard.push(...before);
      this.error.value = error;
    }
  }

  /** Another page, before the first line that is shown. */
  readOlder(): Promise<void> {
    return attempt(async () => {
      const mine = this.#asked;
      const { items, nextCursor } = await this.#ask(this.#cursor);
      if (mine !== this.#asked) return;
      this.#read.push(...items);
      this.#cursor = nextCursor;
      this.#show();
    });
  }

  #ask(cursor: string | undefined) {
    const { level, text } = this.#wanted;
    return server.peek().runs.logs({
      run: this.#runId,
      limit: pageSize,
      cursor,
      ...(level !== 'debug' && { level }),
      ...(text !== '' && { text }),
    });
  }

  #show(): void {
    batch(() => {
      this.lines.value = joinLines(this.#heard, this.#read);
      this.hasOlder.value = this.#cursor !== undefined;
      this.error.value = undefined;
    });
  }
}
