import type { RunContext } from '../../domain/run-context.ts';
import { headOf } from '../../library/markers/fingerprint.ts';
import { planIntros } from '../../library/markers/plan-intros.ts';
import { inSlices } from '../../library/units/slices.ts';

/** Raised when the same fingerprints give other markers. */
const version = 'introMarker:1';

/**
 * Decides on the intros of every season of which something new is known: all its episodes anew, as one more may tell
 * what the others share. Returns how many episodes that were, and how many have an intro.
 */
export async function decideIntros(context: RunContext): Promise<{ episodes: number; intros: number }> {
  const { analyses, signal } = context;
  let episodes = 0;
  let intros = 0;
  for (const season of await analyses.undecided('introMarker', version, ['fingerprint'])) {
    signal.throwIfAborted();
    // What becomes known from here on is not taken into account.
    const at = context.now();
    for (const { partId, span, decision } of await planSeason(context, season)) {
      await analyses.keepMarkers(partId, 'intro', span ? [span] : []);
      await analyses.keep({ partId, kind: 'introMarker', version, value: decision }, at);
      episodes++;
      if (span) intros++;
    }
  }
  return { episodes, intros };
}

async function planSeason({ analyses, signal }: RunContext, season: number) {
  const parts = await analyses.partsTogether(season);
  const ids = parts.map(({ partId }) => partId);
  const prints = new Map((await analyses.findAll(ids, 'fingerprint')).map(one => [one.partId, one.value]));
  const deep = new Map((await analyses.findAll(ids, 'deep')).map(one => [one.partId, one.value]));
  const episodes = parts.map(part => ({
    ...part,
    keyframesMs: deep.get(part.partId)?.video?.keyframesMs ?? [],
    head: headOf(prints.get(part.partId)),
  }));
  return await inSlices(planIntros(episodes), signal);
}
