export type { Activity } from './activities.ts';
export { Butler, type StartOutcome } from './butler.ts';
export {
  AbortedError,
  BadRequestError,
  ButlerError,
  ConflictError,
  ConnectionError,
  type ErrorContext,
  ForbiddenError,
  NotButlerError,
  NotFoundError,
  type Problem,
  RateLimitedError,
  RedirectError,
  ResponseValidationError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
} from './errors.ts';
export type { EventOptions } from './events.ts';
export type { ButlerTask, PlexIdentity } from './generated/plex-types.gen.ts';
export { Task } from './generated/task.gen.ts';
export type * as Api from './generated/types.gen.ts';
export type { Event, TaskName } from './generated/types.gen.ts';
export { Accepts, type ButlerOptions, type CallOptions } from './options.ts';
export type { Page, Pages } from './pages.ts';
export type { Preference } from './preferences.ts';
export type { BackoffStrategy, RetryConfig } from './retry.ts';
