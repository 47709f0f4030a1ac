import type { KnownPart, PlannedMarkers } from './decide-markers.ts';

/** Marks the breaks that were found in each part. Pure. */
export function* planAds(parts: readonly KnownPart[]): Generator<void, readonly PlannedMarkers[]> {
  return parts.map(({ partId, breaks }) => {
    const spans = breaks?.breaks ?? [];
    const by = spans.length > 0 ? 'pictures' : 'nothing';
    return { partId, spans, decision: { by, comparedWith: 0 } };
  });
}
