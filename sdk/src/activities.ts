import type { Client } from './client.ts';
import { getActivities } from './generated/plex-shapes.gen.ts';
import type { PlexActivity } from './generated/plex-types.gen.ts';
import type { CallOptions } from './options.ts';
import { pathSegment } from './path-segment.ts';
import { readElement } from './plex.ts';

/** Something that a server does just now. Its context is there as far as the server tells it: a Plex server tells another. */
export type Activity = Omit<PlexActivity, 'Context'> & {
  readonly Context?: Partial<PlexActivity['Context']> & Readonly<Record<string, unknown>>;
};

/** What is in hand, which a Plex server tells too. */
export class Activities {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async list(options?: CallOptions): Promise<Activity[]> {
    const { entries } = await readElement(this.#client, '/activities', getActivities, {}, options);
    return entries as unknown as Activity[];
  }

  /** Rejects with a `BadRequestError` where it cannot be cancelled, with a `NotFoundError` where it has ended. */
  async cancel({ uuid }: { readonly uuid: string }, options?: CallOptions): Promise<void> {
    const path = `/activities/${pathSegment('uuid', uuid)}`;
    const call = { method: 'DELETE', path, accept: this.#client.accepts };
    await this.#client.readText(call, options, () => undefined);
  }
}
