import { ButlerError } from '../domain/errors.ts';
import type { Guide, GuideChannel, GuideStore, Programme } from '../domain/guide.ts';
import { lineUp, marginFor } from './line-up.ts';

/** The guide that is published, with the programmes of each channel in line. */
export class ProgrammeGuide implements Guide {
  readonly #store: GuideStore;

  constructor(store: GuideStore) {
    this.#store = store;
  }

  listChannels(page: {
    readonly limit: number;
    readonly after?: number | undefined;
  }): Promise<readonly (GuideChannel & { readonly id: number })[]> {
    return this.#store.listChannels(page);
  }

  async programmes(
    key: string,
    { from, to }: { readonly from: number; readonly to: number },
    { limit, after }: { readonly limit: number; readonly after?: number | undefined },
  ): Promise<readonly Programme[]> {
    const first = Math.max(from, after ?? from);
    const sources = await this.#store.programmes(key, count => {
      const margin = marginFor(count);
      return { from: first - margin, to: to + margin };
    });
    if (!sources) throw new ButlerError('channel-unknown', { channel: key });
    return lineUp(sources)
      .filter(
        ({ startsAt, endsAt }) => endsAt > from && startsAt < to && (after === undefined || startsAt > after),
      )
      .slice(0, limit);
  }
}
