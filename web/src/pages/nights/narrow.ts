import { signal } from '@preact/signals';

const query = matchMedia('(max-width: 45rem)');

/** Whether there is the room of a phone only: what is drawn on an axis has fewer words there, and a calendar fewer weeks. */
export const isNarrow = signal(query.matches);

query.addEventListener('change', () => {
  isNarrow.value = query.matches;
});
