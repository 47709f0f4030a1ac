import type { Run } from '../../../domain/run.ts';
import { followEvents } from './follow-events.ts';
import type { NewsSources } from './news-sources.ts';
import type { Tell } from './notification.ts';

/**
 * Tells that a section is scanned, and that a scan is complete, in the sentences of Plex: some clients know them by
 * their words alone. Of a scan of all sections it is not known which of them is at work, so only its end is told.
 */
export function followScans(
  { butler, events, sections }: Pick<NewsSources, 'butler' | 'events' | 'sections'>,
  tell: Tell,
): () => void {
  const say = (title: string) =>
    tell({ type: 'status', entry: { title, description: '', notificationName: 'LIBRARY_UPDATE' } });
  const sayBegun = async ({ id }: Run) => {
    const activity = butler.activities().find(({ run }) => run.id === id);
    if (activity?.sectionId === undefined) return;
    const section = (await sections()).find(candidate => candidate.id === activity.sectionId);
    if (section) say(`Scanning the "${section.title}" section`);
  };
  return followEvents(events, {
    run: run => {
      if (run.task !== 'RefreshLibraries') return;
      // Whoever cannot be told is told nothing: the activity tells the same.
      if (run.state === 'running') sayBegun(run).catch(() => undefined);
      else if (run.state === 'succeeded') say('Library scan complete');
    },
  });
}
