import type {
  AnalysisKind,
  BreaksFacts,
  CreditsFacts,
  FingerprintFacts,
  Marker,
  MarkerDecision,
  MarkerKind,
} from '../../domain/analysis.ts';
import type { PartTogether } from '../../domain/analysis-store.ts';
import type { Input } from '../../domain/input.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { inSlices } from '../units/slices.ts';

/** What is decided of one part. */
export interface PlannedMarkers {
  readonly partId: number;
  readonly spans: readonly Omit<Marker, 'kind'>[];
  readonly decision: MarkerDecision;
}

/** A part of a film or of a season, with all that is known of where something begins in it. */
export interface KnownPart extends PartTogether {
  readonly keyframesMs: readonly number[];
  readonly fingerprint?: FingerprintFacts | undefined;
  readonly credits?: CreditsFacts | undefined;
  readonly breaks?: BreaksFacts | undefined;
}

/** How markers of one kind are decided on. */
export interface Decider {
  readonly marker: MarkerKind;
  /** Under which kind and version it is kept that it was decided, and by what. */
  readonly decision: 'introMarker' | 'creditsMarker' | 'adMarker';
  readonly version: string;
  /** What is found out of files one by one: something new of these is decided on. */
  readonly by: readonly (AnalysisKind & Input)[];
  /** @param parts of a film, or of all episodes of a season in their order */
  plan(parts: readonly KnownPart[]): Generator<void, readonly PlannedMarkers[]>;
}

/**
 * Decides on the markers of every season and film of which something new is known: all episodes anew, as one more may
 * tell what the others share. Returns what was decided.
 */
export async function decideMarkers(
  context: RunContext,
  decider: Decider,
): Promise<readonly PlannedMarkers[]> {
  const { analyses, signal } = context;
  const { marker, decision: kind, version } = decider;
  const all: PlannedMarkers[] = [];
  for (const together of await analyses.undecided(kind, version, decider.by)) {
    signal.throwIfAborted();
    // What becomes known from here on is not taken into account.
    const at = context.now();
    const parts = await findKnown(context, together);
    for (const planned of await inSlices(decider.plan(parts), signal)) {
      const { partId, spans, decision } = planned;
      await analyses.keepMarkers(partId, marker, spans);
      await analyses.keep({ partId, kind, version, value: decision }, at);
      all.push(planned);
    }
  }
  return all;
}

async function findKnown({ analyses }: RunContext, together: number): Promise<readonly KnownPart[]> {
  const parts = await analyses.partsTogether(together);
  const ids = parts.map(({ partId }) => partId);
  const find = async <K extends AnalysisKind>(kind: K) => {
    const all = await analyses.findAll(ids, kind);
    return new Map(all.map(({ partId, value }) => [partId, value]));
  };
  const prints = await find('fingerprint');
  const credits = await find('credits');
  const breaks = await find('breaks');
  const deep = await find('deep');
  return parts.map(part => ({
    ...part,
    keyframesMs: deep.get(part.partId)?.video?.keyframesMs ?? [],
    fingerprint: prints.get(part.partId),
    credits: credits.get(part.partId),
    breaks: breaks.get(part.partId),
  }));
}
