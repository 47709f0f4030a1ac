/** What a request was answered, for who asks again. */
export interface KeptAnswer {
  /** Tells the request from any other: SHA-256 of what was asked. */
  readonly request: string;
  readonly status: number;
  /** Of the body; absent where there is none. */
  readonly contentType?: string;
  readonly body: string;
}

/** Answers by the key that clients gave to their request, over a restart. */
export interface AnswerStore {
  /** Undefined too where it was kept before `since` (milliseconds since 1970 UTC). */
  findAnswer(key: string, since: number): Promise<KeptAnswer | undefined>;
  /** Forgets those from before `since`, and of the others all but the last thousand. */
  keepAnswer(key: string, answer: KeptAnswer, at: number, since: number): Promise<void>;
}
