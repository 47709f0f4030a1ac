/** The same work with its answer, or its failure, given again to all who ask within so many milliseconds. */
export function kept<T>(ms: number, monotonic: () => number, work: () => Promise<T>): () => Promise<T> {
  let last: { readonly answer: Promise<T>; readonly at: number } | undefined;
  return () => {
    const at = monotonic();
    if (!last || at - last.at >= ms) last = { answer: work(), at };
    return last.answer;
  };
}
