/** Why a task ran in a night, or why it did not, in sentences. */
export interface LookBack {
  readonly title: string;
  /** The nights of the service day, or that it had none. */
  readonly nights: readonly string[];
  /** What came of it. */
  readonly outcome: readonly string[];
  /** What was decided, from the decision in force when the first window opened, with the time on the wall. */
  readonly decisions: readonly { readonly time: string; readonly sentence: string }[];
}
