// The page of all errors, from their catalogue.
import { ButlerError, errorCodes } from '../src/domain/errors.ts';
import { findFailure } from '../src/http/failure.ts';
import { toProblem } from '../src/http/problem.ts';
import { table } from './markdown.mjs';

/** What HTTP itself refuses, and what a failure without an error of its own is told as. */
const statuses = [400, 401, 403, 404, 405, 413, 415, 417, 421, 429, 500];

export function writeErrors() {
  const general = new Map(statuses.map(status => [toProblem({ status }).code, status]));
  const rows = errorCodes.map(code => {
    const error = new ButlerError(code, placeholders);
    const status = findFailure(error)?.status ?? general.get(code);
    return [`\`${code}\``, status ?? '–', error.message, error.remedy];
  });
  return [
    '# Errors',
    '',
    'Whatever goes wrong has a code that stays the same, a line that says what is wrong, and one that says what to do. Below',
    '`/api/v1` it is told as a problem (RFC 9457): `code`, `detail` and `remedy`, with `errors` for the fields of a request.',
    'Those without a status are met in logs, in the history, and on the command line. Words in ‹angles› differ each time.',
    '',
    ...table(['Code', 'Status', 'Message', 'What to do'], rows),
  ].join('\n');
}

/** Stands for the parameters of any error: each is its own name. */
const placeholders = new Proxy(
  {},
  {
    get(_, name) {
      const text = `‹${String(name)}›`;
      return Object.assign(() => text, { toString: () => text, toJSON: () => text, join: () => text });
    },
  },
);
