/** What a server says that it will not do, as it is told to people. */
export class Refusal extends Error {
  readonly remedy: string;
  /** As in src/domain/errors.ts, of this version or of another one. */
  readonly code: string;

  constructor(code: string, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}
