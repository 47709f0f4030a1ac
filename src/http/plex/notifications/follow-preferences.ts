import { settingElement } from '../prefs.ts';
import { followEvents } from './follow-events.ts';
import type { NewsSources } from './news-sources.ts';
import type { Tell } from './notification.ts';

/** Tells of every preference that took another value, as `/:/prefs` tells of it. */
export function followPreferences(
  { events, settings }: Pick<NewsSources, 'events' | 'settings'>,
  tell: Tell,
): () => void {
  return followEvents(events, {
    preference: id => {
      const setting = settings.find(id);
      if (setting) tell({ type: 'preference', entry: settingElement(setting) });
    },
  });
}
