/** Half-open, in milliseconds from the start of the film. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}
