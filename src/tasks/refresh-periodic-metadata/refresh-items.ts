import type { RunContext } from '../../domain/run-context.ts';
import type { SubjectType } from '../../domain/subject.ts';
import type { Provider } from '../../providers/provider.ts';
import { NoAnswer, ServiceDown } from '../../providers/service/service.ts';
import { type Item, refreshItem } from './refresh-item.ts';
import { formatState } from './state.ts';

/** What a night came to. */
export interface Tally {
  described: number;
  unchanged: number;
  nobody: number;
  failed: number;
  /** Items whose provider is down: nothing was noted of them, so they come first another time. */
  waiting: number;
  pictures: number;
  missedPictures: number;
  /** Why providers are not asked any more, by their titles. */
  readonly down: Map<string, string>;
}

/**
 * Asks about items, one after the other, but at the same time about what other providers know: the slowest holds up its
 * own alone. A provider that is down ends its part and nothing else.
 */
export async function refreshItems(
  items: readonly Item[],
  providers: readonly Provider[],
  context: RunContext,
): Promise<Tally> {
  const tally: Tally = {
    described: 0,
    unchanged: 0,
    nobody: 0,
    failed: 0,
    waiting: 0,
    pictures: 0,
    missedPictures: 0,
    down: new Map(),
  };
  const askedFor = (type: SubjectType) => providers.filter(({ types }) => types.has(type));
  const lanes = Map.groupBy(items, ({ subject }) => askedFor(subject.type)[0]);
  let done = 0;
  let isStopped = false;
  const ends = await Promise.allSettled(
    [...lanes.values()].map(async lane => {
      for (const item of lane) {
        context.signal.throwIfAborted();
        if (isStopped) return;
        const { title } = item.subject;
        context.progress({ done, total: items.length, failed: tally.failed, subtitle: title });
        await refreshOne(item, askedFor(item.subject.type), tally, context).catch(error => {
          isStopped = true;
          throw error;
        });
        done++;
      }
    }),
  );
  // None is left at work when the run ends.
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  context.progress({ done, total: items.length, failed: tally.failed });
  return tally;
}

async function refreshOne(
  item: Item,
  providers: readonly Provider[],
  tally: Tally,
  context: RunContext,
): Promise<void> {
  // The next one in the list is for what this one does not know, not for when it is down.
  if (providers.some(({ title }) => tally.down.has(title))) {
    tally.waiting++;
    return;
  }
  try {
    const outcome = await refreshItem(item, providers, context);
    tally[outcome.kind]++;
    tally.pictures += outcome.fetched;
    tally.missedPictures += outcome.missed;
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof ServiceDown) {
      tally.waiting++;
      tally.down.set(error.service, error.message);
      context.log('warn', `${error.service} is not asked any more tonight: ${error.message}.`);
    } else if (error instanceof NoAnswer) {
      tally.failed++;
      await noteFailure(item, error, context);
    } else {
      throw error;
    }
  }
}

/** What was known of it stays, and so does the question that brought it. */
async function noteFailure(
  { subject }: Item,
  { service, message }: NoAnswer,
  { metadata, log, now }: RunContext,
): Promise<void> {
  const error = `${service}: ${message}`;
  log('warn', `${subject.title}: ${error}.`);
  const version = subject.asked?.version ?? formatState({});
  await metadata.keep('provider', [{ itemId: subject.id, version, error }], now());
}
