import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { type ListShape, readElement } from './plex.ts';

/** Something that a server does just now. */
export interface Activity {
  readonly uuid: string;
  /** Such as `library.update.section`. */
  readonly type: string;
  readonly cancellable: boolean;
  readonly userID: number;
  readonly title: string;
  readonly subtitle: string;
  /** Percent; -1 where it is not known. */
  readonly progress: number;
  /** What it is about; Butler names the task and the run, and counts what is done. */
  readonly Context?: Readonly<Record<string, unknown>>;
}

const shape: ListShape = {
  container: 'MediaContainer',
  entry: 'Activity',
  kinds: {
    cancellable: 'boolean',
    userID: 'number',
    progress: 'number',
    done: 'number',
    total: 'number',
    failed: 'number',
    bytesDone: 'number',
    bytesTotal: 'number',
  },
};

/** What is in hand, which a Plex server tells too. */
export class Activities {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async list(options?: CallOptions): Promise<Activity[]> {
    const { entries } = await readElement(this.#client, '/activities', shape, {}, options);
    return entries as unknown as Activity[];
  }

  /** Rejects with a `BadRequestError` where it cannot be cancelled, with a `NotFoundError` where it has ended. */
  async cancel({ uuid }: { readonly uuid: string }, options?: CallOptions): Promise<void> {
    const path = `/activities/${encodeURIComponent(uuid)}`;
    const call = { method: 'DELETE', path, accept: this.#client.accepts };
    await this.#client.readText(call, options, () => undefined);
  }
}
