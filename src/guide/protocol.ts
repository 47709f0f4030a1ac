import type { KnownShow } from '../domain/guide.ts';
import type { GuideSummary, Span } from './intake.ts';

/** What the thread is started with. */
export interface GuideOrder {
  /** Absolute path of the file. */
  readonly path: string;
  readonly span: Span;
  readonly shows: readonly KnownShow[];
}

/** What the thread says. Each batch is answered when it was taken. */
export type GuideMessage =
  /** A JSON array of what `formatProgramme` makes. */
  | { readonly kind: 'programmes'; readonly programmes: string }
  | { readonly kind: 'end'; readonly summary: GuideSummary }
  /** In words for people. */
  | { readonly kind: 'failure'; readonly cause: string };
