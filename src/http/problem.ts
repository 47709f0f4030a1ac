import { ButlerError, type ErrorCode } from '../domain/errors.ts';
import type { Failure, FieldError } from './failure.ts';

/** How Butler's own API tells a failure: RFC 9457, with members of its own after `detail`. */
export interface Problem {
  /** Names the kind of problem as `code` does. */
  readonly type: string;
  /** The kind of problem in words. */
  readonly title: string;
  readonly status: number;
  /** What is wrong this time. */
  readonly detail: string;
  /** Of the catalogue in `src/domain/errors.ts`. */
  readonly code: ErrorCode;
  /** What `detail` names. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly remedy: string;
  readonly errors?: readonly FieldError[];
}

/** What a failure is where no error says more. */
const codes = {
  400: 'request-malformed',
  401: 'token-wrong',
  403: 'origin-foreign',
  404: 'path-unknown',
  405: 'method-unknown',
  409: 'request-invalid',
  412: 'changed-meanwhile',
  413: 'body-too-large',
  415: 'body-unknown',
  417: 'expectation-unknown',
  421: 'host-unknown',
  422: 'key-reused',
  426: 'request-malformed',
  429: 'too-many-guesses',
  500: 'internal',
  503: 'internal',
} as const satisfies Record<Failure['status'], ErrorCode>;

export function toProblem({ status, error, message, fields }: Failure): Problem {
  const { code, remedy, message: detail, parameters } = error ?? new ButlerError(codes[status], {});
  return {
    type: `urn:butler:problem:${code}`,
    title: titleOf(code),
    status,
    // Only a failure without an error of its own has a message that says more than the catalogue.
    detail: error ? detail : (message ?? detail),
    code,
    values: Object.fromEntries(
      Object.entries(parameters).filter(
        ([, value]) => typeof value === 'string' || typeof value === 'number',
      ),
    ),
    remedy,
    ...(fields && { errors: fields }),
  };
}

/** `task-unknown` as `Task unknown`. */
function titleOf(code: ErrorCode): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
}
