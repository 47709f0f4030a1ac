import { ButlerError } from '../../src/domain/errors.ts';
import type { Guide, GuideChannel, Programme } from '../../src/domain/guide.ts';
import { night } from './recorded-butler.ts';

const hourMs = 3_600_000;

const channels: readonly (GuideChannel & { id: number })[] = [
  { id: 1, key: 'bbc1.uk', names: ['BBC One', '1'], icon: 'https://example.org/1.png', members: [] },
  { id: 2, key: 'empty', names: ['Empty & “odd”'], members: [] },
];

function programme(hours: number, values: Partial<Programme>): Programme {
  const startsAt = night + hours * hourMs;
  const nothing = { subtitle: null, description: null, categories: null, season: null };
  return {
    startsAt,
    endsAt: startsAt + hourMs,
    title: 'News',
    ...nothing,
    episode: null,
    showId: null,
    ...values,
  };
}

const programmes: readonly Programme[] = [
  programme(-0.5, {}),
  programme(1, {
    title: 'Small Planets',
    subtitle: 'Dust',
    description: 'A café in the harbour.',
    categories: 'Series\nDrama',
    season: 0,
    episode: 12,
    showId: 7,
  }),
  programme(23, {}),
  programme(24, { title: 'Tomorrow' }),
];

/** A guide of two channels, in memory. */
export const recordedGuide: Guide = {
  listChannels: async ({ limit, after = 0 }) => channels.filter(({ id }) => id > after).slice(0, limit),
  programmes: async (channel, { from, to }, { limit, after = Number.NEGATIVE_INFINITY }) => {
    if (!channels.some(({ key }) => key === channel)) throw new ButlerError('channel-unknown', { channel });
    return programmes
      .filter(
        ({ startsAt, endsAt }) => channel === 'bbc1.uk' && endsAt > from && startsAt < to && startsAt > after,
      )
      .slice(0, limit);
  },
};
