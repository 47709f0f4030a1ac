import { signal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { server } from '../../data/session.ts';

/** What is looked for in a section. */
export interface ItemSearch {
  readonly section: number;
  readonly type: Api.Item['type'];
  readonly text?: string | undefined;
  readonly missing?: string | undefined;
  readonly stale?: string | undefined;
}

/** Several screens of them: an answer that is there before somebody has scrolled so far. */
const atOnce = 100;

/** What a search finds, page by page as somebody scrolls, in the order of the titles. */
export class ItemPages {
  readonly search: ItemSearch;
  readonly items = signal<readonly Api.Item[]>([]);
  readonly isComplete = signal(false);
  readonly error = signal<unknown>(undefined);
  /** Where the page was scrolled to when it was left. */
  scrolledTo = 0;
  #cursor: string | undefined;
  #isReading = false;
  readonly #leaving = new AbortController();

  constructor(search: ItemSearch) {
    this.search = search;
  }

  readonly more = async (): Promise<void> => {
    if (this.#isReading || this.isComplete.peek() || this.#leaving.signal.aborted) return;
    this.#isReading = true;
    try {
      const asked = { ...this.search, cursor: this.#cursor, limit: atOnce };
      const { items, nextCursor } = await server.peek().library.items(asked);
      if (this.#leaving.signal.aborted) return;
      this.error.value = undefined;
      this.#cursor = nextCursor;
      this.items.value = [...this.items.peek(), ...items];
      this.isComplete.value = nextCursor === undefined;
    } catch (cause) {
      this.error.value = cause;
    } finally {
      this.#isReading = false;
    }
  };

  /** What is read for it yet is not wanted any more. */
  leave(): void {
    this.#leaving.abort();
  }
}

let last: ItemPages | undefined;

/** Those of a search; the ones that were looked at last are still there for whoever comes back. */
export function pagesOf(search: ItemSearch): ItemPages {
  if (last && JSON.stringify(last.search) === JSON.stringify(search)) return last;
  last?.leave();
  last = new ItemPages(search);
  return last;
}

/** Forgets what was read, as it may be out of date. */
export function forgetPages(): void {
  last?.leave();
  last = undefined;
}
