import type { BackupProof, RestoreOrder } from '../../domain/ports.ts';
import type { Optimized } from './optimize.ts';
import type { Failure } from './protocol.ts';

/** What the care of a database can be asked, and what each answers. */
export interface CareJobs {
  damage: { readonly order: Record<never, never>; readonly result: readonly string[] };
  copy: { readonly order: { readonly target: string }; readonly result: BackupProof };
  copyWithout: {
    readonly order: { readonly target: string; readonly secretIds: readonly string[] };
    readonly result: { readonly proof: BackupProof; readonly secrets: Readonly<Record<string, string>> };
  };
  restore: {
    readonly order: { readonly backup: RestoreOrder; readonly target: string };
    /** SHA-256 of the copy. */
    readonly result: string;
  };
  optimize: { readonly order: Record<never, never>; readonly result: Optimized };
}

export type CareOrder = {
  [K in keyof CareJobs]: { readonly kind: K } & CareJobs[K]['order'];
}[keyof CareJobs];

/** What a thread is started with: one thread, one order. */
export interface CareSettings {
  readonly file: string;
  readonly order: CareOrder;
  /** Of a `Cancel`. */
  readonly flag: SharedArrayBuffer;
}

/** What the thread tells on its way, and last of all how it ended. */
export type CareNews =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'step'; readonly step: string; readonly left: number | undefined }
  | { readonly kind: 'result'; readonly result: CareJobs[keyof CareJobs]['result'] }
  /** A ButlerError: its code and parameters. */
  | { readonly kind: 'refused'; readonly code: string; readonly parameters: object }
  | { readonly kind: 'failed'; readonly failure: Failure };
