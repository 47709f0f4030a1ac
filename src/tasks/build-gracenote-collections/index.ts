import type { CollectionChanges } from '../../domain/collections.ts';
import { say } from '../../domain/phrases.ts';
import type { ActTask } from '../../domain/task-definition.ts';
import { planCollections } from '../../library/collections/plan.ts';
import { inSlices } from '../../library/units/slices.ts';
import { enabled, kinds, leastMembers, parseKinds } from './preferences.ts';

/**
 * Keeps collections of films and music in step with the library. Gracenote, from which Plex had them, is closed: these are
 * made of descriptions, tags, and what music sounds like.
 */
export const buildGracenoteCollections: ActTask = {
  kind: 'act',
  name: 'BuildGracenoteCollections',
  title: 'Build Gracenote Collections',
  description:
    'Build collections of films by their sets, and of music by genre, decade, mood, tempo and artist',
  group: 'library',
  intervalDays: 1,
  spread: false,
  endPolicy: 'drain',
  priority: 220,
  reads: ['descriptions', 'music'],
  activityType: 'library.build.collections',
  enabledBy: enabled,
  preferences: [kinds, leastMembers],

  async run({ library, collections, preferences, signal, now, log, progress }) {
    const wanted = parseKinds(preferences.get(kinds));
    const least = preferences.get(leastMembers);
    const sections = (await library.sections()).filter(({ type }) => type !== 'photo');
    let planned = 0;
    const changes = { made: 0, changed: 0, removed: 0 };
    for (const [done, section] of sections.entries()) {
      signal.throwIfAborted();
      progress({ done, total: sections.length, subtitle: section.title });
      const material = await collections.material(section.id);
      const plan = await inSlices(planCollections(material, wanted, least), signal);
      const found = await collections.sync(section.id, plan, now());
      planned += plan.length;
      for (const key of ['made', 'changed', 'removed'] as const) changes[key] += found[key];
      log('info', `${section.title}: ${describe(plan.length, found)}`);
    }
    progress({ done: sections.length, total: sections.length });
    return describe(planned, changes);
  },
};

function describe(planned: number, { made, changed, removed }: CollectionChanges): string {
  if (made + changed + removed === 0)
    return say(planned === 0 ? 'collections-none' : 'collections-fresh', {});
  const told = { made: made || undefined, changed: changed || undefined, removed: removed || undefined };
  return say('collections-changed', told);
}
