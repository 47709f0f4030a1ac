import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import type { Subject } from '../../domain/subject.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { officialAddresses } from '../../providers/addresses.ts';
import type { Addresses } from '../../providers/open.ts';
import {
  metadataContact,
  metadataLanguage,
  metadataProviders,
  type ProviderSettings,
  providerSettings,
  tmdbKey,
} from '../../providers/preferences.ts';
import { type Pace, realPace } from '../../providers/service/pace.ts';
import { installed } from '../../updates/installed.ts';
import { bornAt, type Candidate, planNight } from './plan-night.ts';
import { enabled, itemsPerNight } from './preferences.ts';
import type { Item } from './refresh-item.ts';
import { refreshItems, type Tally } from './refresh-items.ts';
import { digestQuestion, parseState } from './state.ts';

/** Asks providers about what is here, what is new often and what is old seldom, and keeps what they say. */
export function refreshPeriodicMetadata(
  addresses: Addresses = officialAddresses,
  pace: Pace = realPace,
): ActTask {
  return {
    kind: 'act',
    name: 'RefreshPeriodicMetadata',
    title: 'Refresh Periodic Metadata',
    description: 'Ask the providers that are named about films, shows and music, some of them each night',
    group: 'library',
    intervalDays: 1,
    spread: true,
    endPolicy: 'stop',
    priority: 40,
    makes: ['artwork', 'descriptions'],
    activityType: 'library.refresh.items',
    enabledBy: enabled,
    preferences: [metadataProviders, tmdbKey, metadataContact, metadataLanguage, itemsPerNight],

    async run(context) {
      const { preferences, signal, now } = context;
      const settings = providerSettings(preferences);
      if (settings.names.length === 0) {
        return say('providers-none', {});
      }
      // A server that asks nobody goes without what it takes to read answers.
      const { openProviders } = await import('../../providers/open.ts');
      const opened = openProviders({ settings, addresses, version: installed, pace, signal });
      if (opened.providers.length === 0) return opened.closed.join(' ');
      const types = new Set(opened.providers.flatMap(provider => [...provider.types]));
      const items = (await readItems(context, settings)).filter(({ subject }) => types.has(subject.type));
      const byId = new Map(items.map(item => [item.subject.id, item]));
      const candidates = items.map(item => toCandidate(item, now()));
      const chosen = planNight(candidates, now(), preferences.get(itemsPerNight));
      const tally = await refreshItems(
        chosen.flatMap(id => byId.get(id) ?? []),
        opened.providers,
        context,
      );
      return describe(tally, chosen.length, items.length, opened.closed);
    },
  };
}

async function readItems({ library, metadata }: RunContext, settings: ProviderSettings): Promise<Item[]> {
  const items: Item[] = [];
  for (const section of await library.sections()) {
    const subjects = await metadata.subjects(section.id);
    const byId = new Map(subjects.map(subject => [subject.id, subject]));
    for (const subject of subjects) {
      const artist = byId.get(subject.parentId ?? 0);
      const digest = digestQuestion(subject, settings, artist);
      items.push({ subject, digest, ...(artist && { artist }) });
    }
  }
  return items;
}

function toCandidate({ subject, digest }: Item, now: number): Candidate {
  const candidate = { id: subject.id, bornAt: bornAt(subject, now) };
  const asked = askedBefore(subject, digest);
  return asked ? { ...candidate, asked } : candidate;
}

/** Undefined where there is something that nobody was asked. */
function askedBefore({ asked, newBelow }: Subject, digest: string): Candidate['asked'] {
  if (!asked) return undefined;
  const { at, error, version } = asked;
  if (error !== undefined) return { at, outcome: 'failed' };
  const state = parseState(version);
  if (state.question !== digest) return undefined;
  if (state.by === undefined) return { at, outcome: 'nobody' };
  return newBelow > 0 ? undefined : { at, outcome: 'described' };
}

function describe(tally: Tally, chosen: number, all: number, closed: readonly string[]): string {
  const asked = chosen - tally.waiting;
  const told = (count: number) => count || undefined;
  return [
    chosen === 0
      ? say('metadata-not-due', { items: all })
      : say('metadata-asked', {
          asked,
          items: all,
          described: told(tally.described),
          unchanged: told(tally.unchanged),
          unknown: told(tally.nobody),
          failed: told(tally.failed),
          pictures: told(tally.pictures),
          missed: told(tally.missedPictures),
        }),
    ...[...tally.down].map(([provider, because]) => say('provider-down', { provider, because })),
    ...(tally.down.size > 0 ? [say('metadata-waits', { count: tally.waiting })] : []),
    ...closed,
  ].join(' ');
}
