/** What the server says, in a language other than its own. */
export interface SaidTexts {
  /** By the codes of its phrases, in the grammar of `phrase.ts`. */
  readonly phrases: Readonly<Record<string, string>>;
  /** By the codes of its errors: what is wrong, and what to do about it. */
  readonly errors: Readonly<Record<string, readonly [message: string, remedy: string]>>;
  /** What each task does, by its name. */
  readonly tasks: Readonly<Record<string, string>>;
  /** Short texts that stand in places of the others, by those in English. */
  readonly texts: Readonly<Record<string, string>>;
}
