import {
  Butler,
  ConnectionError,
  NotButlerError,
  ButlerError as SdkError,
  TimeoutError,
  UnauthorizedError,
} from '../../../sdk/src/index.ts';
import { version } from '../../app/version.ts';
import { ButlerError } from '../../domain/errors.ts';
import { Refusal } from '../refusal.ts';
import type { Chosen } from './choose.ts';

/** People wait for the answer, and would rather try again themselves. */
const timeoutMs = 15_000;

/** Opens nothing yet: the first question does. */
export function connect({ address, token }: Chosen): Butler {
  return new Butler({
    serverURL: address,
    token,
    product: 'Butler command line',
    version,
    platform: process.platform,
    timeoutMs,
    retries: { strategy: 'none' },
  });
}

/** What a call threw, as people are told of it; what is no error of a call stays as it is. */
export function describeFailure(error: unknown, server: Chosen): unknown {
  if (!(error instanceof SdkError)) return error;
  const { address } = server;
  const options = { cause: error };
  if (error instanceof UnauthorizedError) {
    return new ButlerError('token-refused', { address, from: server.tokenFrom }, options);
  }
  if (error instanceof NotButlerError) {
    const cause = 'it is no Butler, but a Plex Media Server';
    return new ButlerError('server-unable', { address, cause }, options);
  }
  if (error instanceof ConnectionError || error instanceof TimeoutError) {
    const cause = error instanceof TimeoutError ? `no answer within ${timeoutMs / 1000} s` : reasonOf(error);
    return new ButlerError('server-unreachable', { address, from: server.addressFrom, cause }, options);
  }
  if (error.code === 'path-unknown') {
    return new ButlerError('server-unable', { address, cause: 'it is an older Butler' }, options);
  }
  const { code = 'internal', message, remedy = 'The log of the server may say more.' } = error;
  return new Refusal(code, message, remedy, options);
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no machine of that name',
  EAI_AGAIN: 'the name of the machine cannot be looked up now',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'that machine does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'that machine does not answer',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
};

/** Stands in the innermost cause: `fetch failed` says nothing. */
function reasonOf(error: Error): string {
  let reason: Error = error;
  while (reason.cause instanceof Error) reason = reason.cause;
  if (reason instanceof AggregateError && reason.errors[0] instanceof Error) reason = reason.errors[0];
  const { code } = reason as NodeJS.ErrnoException;
  return (code && reasons[code]) ?? reason.message.replace(/\.$/, '');
}
