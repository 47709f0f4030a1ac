/** A value that SQLite keeps as it is. Booleans are the integers 0 and 1. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** What the thread of a connection is asked. One reply answers each request, in the same order. */
export type Request =
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly SqlValue[] }
  /** One statement, run once for each row of parameters, inside the transaction that is open. */
  | { readonly kind: 'batch'; readonly sql: string; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: 'begin'; readonly readOnly: boolean }
  | { readonly kind: 'commit' }
  | { readonly kind: 'rollback' }
  | { readonly kind: 'close' };

/** Rows travel as arrays beside the names of their columns: a third of the time that objects take. */
export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** Rows that a statement without result rows inserted, changed or deleted. */
  readonly changes?: number;
  readonly insertId?: number | bigint;
}

export interface Failure {
  readonly message: string;
  /** SQLite's extended result code; absent where the error is not SQLite's. */
  readonly errcode?: number;
}

export type Reply = { readonly answer: Answer } | { readonly failure: Failure };

/** What the thread is started with. */
export interface ThreadSettings {
  readonly file: string;
  /** The file must be there, and nothing in it can be changed. */
  readonly readOnly: boolean;
}
