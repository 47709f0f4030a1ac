import { HTTPException } from 'hono/http-exception';
import { ButlerError, type ErrorCode, formatError } from '../domain/errors.ts';
import type { Said } from '../domain/phrases.ts';

/** A field of the request that is wrong, and why. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  /** What it must be, where that is a phrase. */
  readonly said?: readonly Said[];
}

/** Why a request got no answer. */
export interface Failure {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 412
    | 413
    | 415
    | 417
    | 421
    | 422
    | 426
    | 429
    | 500
    | 503;
  /** One line for people; the name of the status where absent. */
  readonly message?: string;
  /** The error behind it, where there is one. */
  readonly error?: ButlerError;
  /** The fields of the request that are wrong. */
  readonly fields?: readonly FieldError[];
  /** Plex's own number for it; the status where absent. */
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown where a request gets no answer and the error alone would not say enough: which field it is about. */
export class RefusedRequest extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message ?? failure.error?.message);
    this.name = 'RefusedRequest';
    this.failure = failure;
  }
}

/** Plex's two bodies for 401; the number and the sentence are its own. */
export const unauthorized: Failure = {
  status: 401,
  code: 1001,
  message: 'User could not be authenticated',
  error: new ButlerError('token-wrong', {}),
};

const statuses: { readonly [C in ErrorCode]?: Failure['status'] } = {
  'preference-unknown': 400,
  'preference-value': 400,
  'preference-read-only': 403,
  'request-invalid': 400,
  'webhook-unreadable': 400,
  'code-wrong': 401,
  'task-unknown': 404,
  'run-unknown': 404,
  'unit-unknown': 404,
  'artifact-unknown': 404,
  'activity-unknown': 404,
  'activity-fixed': 409,
  'token-given': 409,
  'pause-unknown': 404,
  'channel-unknown': 404,
  'section-unknown': 404,
  'item-unknown': 404,
  'task-indivisible': 409,
  'backup-busy': 409,
  'restore-busy': 409,
  'restore-final': 409,
  'backup-damaged': 409,
  'backup-newer': 409,
  'quarantine-restore': 409,
  cancelled: 503,
  'database-corrupt': 503,
  'database-inaccessible': 503,
  'disk-full': 503,
  'data-folder-unwritable': 503,
};

/** The failure that an error amounts to, unless it is one that nobody foresaw. */
export function findFailure(error: unknown): Failure | undefined {
  // What Hono's own validator refuses before any schema sees it.
  if (error instanceof HTTPException && error.status === 400)
    return { status: 400, message: 'The body of the request is not JSON.' };
  if (error instanceof HTTPException && error.status === 415) return { status: 415 };
  if (error instanceof RefusedRequest) return error.failure;
  if (!(error instanceof ButlerError)) return undefined;
  const { code }: ButlerError = error;
  const status = statuses[code];
  return status && { status, error, message: formatError(error) };
}
