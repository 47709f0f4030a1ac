import { useEffect } from 'preact/hooks';

/** Names what is shown in the title of the window. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Butler`;
  }, [title]);
}
