import { ButlerError, type ErrorCode, formatError } from '../../domain/errors.ts';
import type { NfoFile, NfoOutcome } from '../../domain/local-media.ts';
import type { PassOrder, PassOutcome } from '../../domain/pass.ts';
import type { PictureOrder } from '../../domain/picture.ts';
import type { Use } from '../../domain/samples.ts';
import type { WalkBatch, WalkOrder, WalkSummary } from '../../domain/walk.ts';
import type { PassProgress } from '../../domain/worker.ts';

/**
 * What a server and its worker process say to each other, as plain data with Node's `advanced` serialization. There is
 * one order at a time; every message carries its number, so that one that comes late is known to be late.
 */
export type ToWorker = ToDo | Meanwhile;

/** An order. */
export type ToDo =
  | { readonly type: 'pass'; readonly id: number; readonly order: PassOrder }
  | { readonly type: 'walk'; readonly id: number; readonly order: WalkOrder }
  | { readonly type: 'nfos'; readonly id: number; readonly files: readonly NfoFile[] }
  | { readonly type: 'picture'; readonly id: number; readonly order: PictureOrder };

/** About the order of that number, while it is in hand. */
export type Meanwhile =
  /** The server has taken the batch of this number in. */
  | { readonly type: 'taken'; readonly id: number; readonly batch: number }
  | { readonly type: 'cancel'; readonly id: number }
  /** Holds the order where it is, until it is woken or cancelled. */
  | { readonly type: 'rest'; readonly id: number }
  | { readonly type: 'wake'; readonly id: number };

export type FromWorker = Told & {
  /** What the process has used since it began. */
  readonly use: Use;
};

/** What a worker has to tell. */
export type Told =
  /** Ten times a second at most. */
  | { readonly type: 'progress'; readonly id: number; readonly progress: PassProgress }
  /** Work goes on, though there is nothing to tell of it. */
  | { readonly type: 'alive'; readonly id: number }
  | { readonly type: 'batch'; readonly id: number; readonly batch: number; readonly content: WalkBatch }
  | {
      readonly type: 'done';
      readonly id: number;
      readonly outcome: Outcome;
      /** What the process holds now. */
      readonly memoryBytes: number;
    }
  | { readonly type: 'failed'; readonly id: number; readonly error: PlainError };

/** What an order comes to. */
export type Outcome = PassOutcome | WalkSummary | readonly NfoOutcome[] | Uint8Array;

/** An error as data: of the catalogue by its code, any other by its message. */
export type PlainError =
  | { readonly code: ErrorCode; readonly parameters: ButlerError['parameters'] }
  | { readonly message: string };

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof ButlerError)) return { message: formatError(error) };
  const { code, parameters }: ButlerError = error;
  return { code, parameters };
}

export function fromPlainError(error: PlainError): Error {
  return 'code' in error ? new ButlerError(error.code, error.parameters) : new Error(error.message);
}
