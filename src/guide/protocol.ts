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
  /** In UTF-8, a JSON array of what `formatProgramme` makes; in shared memory, which is used again when it was taken. */
  | { readonly kind: 'programmes'; readonly programmes: Uint8Array }
  | { readonly kind: 'end'; readonly summary: GuideSummary }
  /** In words for people. */
  | { readonly kind: 'failure'; readonly cause: string };
