import { ButlerError, formatError } from '../../domain/errors.ts';
import type { Section } from '../../domain/library.ts';
import type { LocalMedia, NfoOutcome } from '../../domain/local-media.ts';
import type { SaidOf, Sidecar } from '../../domain/metadata.ts';
import { say } from '../../domain/phrases.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { type Description, describeItem } from '../../library/sidecars/description.ts';
import { type LocalPlan, planLocalMedia } from '../../library/sidecars/plan.ts';

/** Items that are read, and kept, in one go. */
const itemsAtOnce = 400;

/** What a refresh came to. */
export interface Counts {
  /** Items that were looked at. */
  items: number;
  /** Of them, those of which something changed. */
  changed: number;
  descriptions: number;
  pictures: number;
  sidecars: number;
  problems: number;
}

/** Takes in what lies beside the media of a section, where that is another than at the last time. */
export async function refreshBeside(context: RunContext, section: Section, counts: Counts): Promise<void> {
  const media = await context.library.localMedia(section.id);
  const stale = await findStale(context, section, media, counts);
  counts.changed += stale.length;
  const chunks = Array.from({ length: Math.ceil(stale.length / itemsAtOnce) }, (_, index) =>
    stale.slice(index * itemsAtOnce, (index + 1) * itemsAtOnce),
  );
  // The worker reads the next files while the store takes in what the last ones say.
  let reading = readNfos(context, chunks[0] ?? []);
  for (const [index, chunk] of chunks.entries()) {
    context.signal.throwIfAborted();
    const outcomes = await reading;
    reading = readNfos(context, chunks[index + 1] ?? []);
    // Its failure is told when its turn comes.
    reading.catch(() => {});
    await keep(context, chunk, outcomes, counts);
    const done = Math.min(stale.length, (index + 1) * itemsAtOnce);
    context.progress({ subtitle: say('at-items', { section: section.title, done, items: stale.length }) });
  }
  await reading;
}

async function findStale(
  { metadata }: RunContext,
  section: Section,
  media: LocalMedia,
  counts: Counts,
): Promise<LocalPlan[]> {
  const known = await metadata.refreshed('local', section.id);
  const stale: LocalPlan[] = [];
  for await (const plan of planLocalMedia(section, media)) {
    counts.items++;
    if (plan.version !== (known.get(plan.item.id)?.version ?? '')) stale.push(plan);
  }
  return stale;
}

/** One outcome for each NFO file of each plan, in order. */
async function readNfos(
  { nfoReader, signal }: RunContext,
  plans: readonly LocalPlan[],
): Promise<readonly NfoOutcome[]> {
  const files = plans.flatMap(plan => plan.nfos);
  return files.length === 0 ? [] : await nfoReader.readNfos(files, signal);
}

async function keep(
  context: RunContext,
  plans: readonly LocalPlan[],
  outcomes: readonly NfoOutcome[],
  counts: Counts,
): Promise<void> {
  const said: SaidOf[] = [];
  const sidecars = new Map<number, readonly Sidecar[]>();
  let next = 0;
  for (const plan of plans) {
    const description = describeItem(plan, outcomes.slice(next, next + plan.nfos.length));
    next += plan.nfos.length;
    tell(context, description, counts);
    // The next run tries again; until then everything stays as it was.
    if (description.isPassing) continue;
    said.push(toSaid(plan, description));
    for (const [partId, list] of plan.sidecars) sidecars.set(partId, list);
    if (description.isWhole && plan.nfos.length > 0) counts.descriptions++;
    counts.pictures += plan.artwork.length;
    counts.sidecars += [...plan.sidecars.values()].reduce((sum, list) => sum + list.length, 0);
  }
  await context.metadata.keep('local', said, context.now());
  await context.metadata.keepSidecars(sidecars);
  if (said.length > 0) context.made('descriptions');
  if (said.some(({ artwork = [] }) => artwork.length > 0)) context.made('artwork');
  if ([...sidecars.values()].some(list => list.length > 0)) context.made('sidecars');
}

/** What an NFO file said before it was spoilt stays. */
function toSaid({ item, version, artwork }: LocalPlan, description: Description): SaidOf {
  const { said, isWhole, problems } = description;
  return {
    itemId: item.id,
    version,
    artwork,
    ...(isWhole && said),
    ...(problems.length > 0 && { error: problems.map(({ problem }) => problem).join('; ') }),
  };
}

/** Lines about single files; beyond them there is only the number at the end. */
const linesShown = 100;

function tell({ log }: RunContext, { problems }: Description, counts: Counts): void {
  for (const { path, problem } of problems) {
    counts.problems++;
    if (counts.problems <= linesShown)
      log('warn', formatError(new ButlerError('nfo-unreadable', { path, cause: problem })));
  }
}
