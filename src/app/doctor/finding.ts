/** What one check of an installation came to. */
export interface Finding {
  /** Stable: programs tell checks apart by it. */
  readonly check: string;
  /** In two words or three, for people. */
  readonly title: string;
  /** `warn`: Butler works, but not as well as it could. `fail`: something does not work. */
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was found: one line. */
  readonly message: string;
  /** What to do about it; absent where all is well. */
  readonly remedy?: string;
}

/** What a check says, without its name. */
export type Verdict = Omit<Finding, 'check' | 'title'>;

export function ok(message: string): Verdict {
  return { state: 'ok', message };
}

export function warn(message: string, remedy: string): Verdict {
  return { state: 'warn', message, remedy };
}

export function fail(message: string, remedy: string): Verdict {
  return { state: 'fail', message, remedy };
}
