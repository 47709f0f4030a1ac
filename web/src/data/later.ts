/** What does something once, so many milliseconds after it is first called, however often it is called until then. */
export function later(ms: number, act: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      act();
    }, ms);
  };
}
