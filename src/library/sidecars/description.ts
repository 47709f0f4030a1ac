import type { LocalItem, NfoEntry, NfoOutcome, NfoRoot } from '../../domain/local-media.ts';
import type { LocalPlan } from './plan.ts';

const rootsOf: Readonly<Partial<Record<LocalItem['type'], readonly NfoRoot[]>>> = {
  movie: ['movie'],
  show: ['tvshow'],
  season: ['season'],
  episode: ['episodedetails'],
  artist: ['artist'],
  album: ['album'],
  clip: ['movie', 'musicvideo', 'episodedetails'],
};

/** What the NFO files of an item come to. */
export interface Description {
  readonly said: NfoEntry['said'];
  /** What is wrong with them, each with the file that it is about. */
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
  /** Whether this is all that they say: none is beyond reading. */
  readonly isWhole: boolean;
  /** Whether the next run may have more luck with the same files. */
  readonly isPassing: boolean;
}

const nothing: NfoEntry['said'] = { fields: {}, tags: [], ids: {} };

/** Takes the first description of the item among its NFO files, whose outcomes come in the same order. */
export function describeItem(plan: LocalPlan, outcomes: readonly NfoOutcome[]): Description {
  const problems: { path: string; problem: string }[] = [];
  let isWhole = true;
  let isPassing = false;
  for (const [index, { path }] of plan.nfos.entries()) {
    const outcome = outcomes[index];
    if (!outcome?.ok) {
      problems.push({ path, problem: outcome?.error ?? 'it was not read' });
      isWhole = false;
      if (!outcome?.isLasting) isPassing = true;
      continue;
    }
    const { entries, doubts } = outcome.nfo;
    const entry = findEntry(plan, entries);
    if (entry) {
      problems.push(...doubts.map(problem => ({ path, problem })));
      return { said: entry.said, problems, isWhole: true, isPassing: false };
    }
    const [other] = entries;
    if (other && !entries.some(({ root }) => isAbout(plan.item, root))) {
      problems.push({ path, problem: `it describes something else, as <${other.root}> does` });
      isWhole = false;
    }
  }
  return { said: nothing, problems, isWhole, isPassing };
}

/** An episode is found by its number; where it has its file alone, whatever the only description says of that. */
function findEntry(
  { item, season, hasFileAlone }: LocalPlan,
  entries: readonly NfoEntry[],
): NfoEntry | undefined {
  const fitting = entries.filter(({ root }) => isAbout(item, root));
  if (item.type !== 'episode') return fitting[0];
  const numbered = fitting.find(
    entry =>
      entry.episode === item.index &&
      item.index !== undefined &&
      (entry.season === undefined || season === undefined || entry.season === season),
  );
  return numbered ?? (fitting.length === 1 && hasFileAlone ? fitting[0] : undefined);
}

/** An address alone may be that of anything. */
function isAbout(item: LocalItem, root: NfoRoot | undefined): boolean {
  return root === undefined || (rootsOf[item.type] ?? []).includes(root);
}
