import { currentPlace, hrefOf, replacePlace } from '../router.ts';
import { onResync } from './events.ts';
import { server } from './session.ts';

/** Leads who comes to a Butler without a library to where one begins, once. */
export function startFirstVisit(): void {
  const end = onResync(() => {
    end();
    // Nobody waits for it, and where it cannot be read nobody is led anywhere.
    lead().catch(() => {});
  });
}

async function lead(): Promise<void> {
  const isAtStart = () => currentPlace.peek().segments.length === 0;
  const { library } = server.peek();
  // To count what sections have takes long in a large library, which has items.
  if (!isAtStart() || (await library.items({ limit: 1 })).items.length > 0) return;
  if ((await library.sections()).items.length === 0 && isAtStart()) replacePlace(hrefOf('library'));
}
