import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Where a draft stays: on pages with such addresses, as segments. */
type Home = (segments: readonly string[]) => boolean;

/** What was written and not saved, by who has it. */
const drafts = signal<ReadonlyMap<string, Home>>(new Map());

/** What would lose a draft, and waits for a yes or no. */
export const askedToLeave = signal<(() => void) | undefined>(undefined);

/** Notes that something is written here and not saved: whoever leaves is asked before it is lost. */
export function useUnsaved(id: string, isUnsaved: boolean, home: Home): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    drafts.value = new Map(drafts.peek()).set(id, home);
    return () => {
      const others = new Map(drafts.peek());
      others.delete(id);
      drafts.value = others;
    };
  }, [id, isUnsaved]);
}

/** Whether there is a draft of that name. */
export function isUnsaved(id: string): boolean {
  return drafts.value.has(id);
}

/** Whether a draft would be lost on the way to a page, or in any case. */
export function isAtRisk(segments?: readonly string[]): boolean {
  return [...drafts.peek().values()].some(home => !segments || !home(segments));
}

/** Leaves, at once or after a yes. */
export function leaveBy(go: () => void): void {
  if (isAtRisk()) askedToLeave.value = go;
  else go();
}

/** The answer to {@link askedToLeave}. */
export function answerToLeave(isYes: boolean): void {
  const go = askedToLeave.peek();
  askedToLeave.value = undefined;
  if (!isYes) return;
  drafts.value = new Map();
  go?.();
}

addEventListener('beforeunload', event => {
  // The browser asks in words of its own.
  if (isAtRisk()) event.preventDefault();
});
