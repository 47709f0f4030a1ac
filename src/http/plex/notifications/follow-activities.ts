import type { ActivityView } from '../../../domain/butler.ts';
import type { Run } from '../../../domain/run.ts';
import { activityElement } from '../activities.ts';
import { followEvents } from './follow-events.ts';
import type { NewsSources } from './news-sources.ts';
import type { Tell } from './notification.ts';

/** Of each activity no more than four updates a second: clients draw a bar from them. */
const betweenUpdatesMs = 250;

/** Tells when an activity began, moved on, and ended. */
export function followActivities(
  { butler, events }: Pick<NewsSources, 'butler' | 'events'>,
  tell: Tell,
): () => void {
  /** As clients know them, by run. */
  const known = new Map(butler.activities().map(activity => [activity.run.id, activity]));
  /** Those that moved on since the last updates. */
  const moved = new Set<Run['id']>();
  let timer: NodeJS.Timeout | undefined;

  const say = (event: 'started' | 'updated' | 'ended', activity: ActivityView) => {
    const { uuid } = activity;
    tell({ type: 'activity', entry: { event, uuid, Activity: activityElement(activity) } });
  };
  const update = () => {
    timer = undefined;
    const activities = butler.activities().filter(({ run }) => moved.has(run.id) && known.has(run.id));
    moved.clear();
    for (const activity of activities) {
      known.set(activity.run.id, activity);
      say('updated', activity);
    }
  };
  const updateSoon = () => {
    timer ??= setTimeout(update, betweenUpdatesMs).unref();
  };
  const begin = ({ id }: Run) => {
    const activity = butler.activities().find(({ run }) => run.id === id);
    if (!activity || known.has(id)) return;
    known.set(id, activity);
    say('started', activity);
  };
  const end = (run: Run) => {
    const activity = known.get(run.id);
    if (!activity) return;
    known.delete(run.id);
    moved.delete(run.id);
    const progress = run.state === 'succeeded' ? 100 : activity.progress;
    say('ended', { ...activity, run, detail: run.progress, progress });
  };

  const unfollow = followEvents(events, {
    run: run => (run.state === 'running' ? begin(run) : end(run)),
    progress: runId => {
      moved.add(runId);
      updateSoon();
    },
    // An activity says what rests it.
    pauses: () => {
      for (const id of known.keys()) moved.add(id);
      updateSoon();
    },
  });
  return () => {
    unfollow();
    clearTimeout(timer);
  };
}
