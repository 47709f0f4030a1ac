/** The texts of preferences, which the server tells in English. */
export interface PreferenceTexts {
  /** What each is called, and what it does, by its id. */
  readonly preferences: Readonly<Record<string, readonly [label: string, summary: string]>>;
  /** The names of values, by those in English. */
  readonly choices: Readonly<Record<string, string>>;
}
