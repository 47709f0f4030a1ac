import { batch, signal } from '@preact/signals';
import type { Event } from '../../../sdk/src/index.ts';
import { isSignedIn, server } from './session.ts';

/**
 * - `connecting`: nothing was heard yet
 * - `live`: what is shown is how it is
 * - `reconnecting`: what is shown is how it was; the stream is opened again by itself
 */
export const connection = signal<'connecting' | 'live' | 'reconnecting'>('connecting');

/** Since when it is not live, milliseconds since 1970 UTC. */
export const brokenSince = signal<number | undefined>(undefined);

type Listener = (events: readonly Event[]) => void;
type Reload = () => Promise<void> | void;

const listeners = new Set<Listener>();
const reloads = new Set<Reload>();

/** Told of all that happens, at most once in a frame. Returns what ends it. */
export function onEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Called when the stream is open, each time: what was read before may be out of date. What happens meanwhile is told
 * afterwards. Returns what ends it.
 */
export function onResync(reload: Reload): () => void {
  reloads.add(reload);
  return () => reloads.delete(reload);
}

/** A hidden tab that nobody comes back to so soon holds no connection: browsers have six for a server. */
const hiddenMs = 60_000;

let following: AbortController | undefined;

/** Follows what happens while somebody is signed in and looks. */
export function startEvents(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(stop, hiddenMs);
    else if (connection.value === 'reconnecting') reconnect();
    else begin();
  });
  addEventListener('online', reconnect);
  isSignedIn.subscribe(isIn => (isIn ? begin() : stop()));
}

/** Tries at once what would be tried by itself after a while. */
export function reconnect(): void {
  following?.abort();
  following = undefined;
  begin();
}

function begin(): void {
  if (following || !isSignedIn.peek()) return;
  following = new AbortController();
  void follow(following.signal);
}

function stop(): void {
  following?.abort();
  following = undefined;
  connection.value = 'connecting';
  brokenSince.value = undefined;
}

async function follow(signal: AbortSignal): Promise<void> {
  // The first try too goes on for as long as it takes.
  for (let wait = 1_000; !signal.aborted; wait = Math.min(wait * 2, 30_000)) {
    try {
      for await (const event of server.peek().events({ signal, onConnection: noteConnection })) take(event);
      return;
    } catch {
      // A token that is refused has signed out meanwhile.
      if (signal.aborted || !isSignedIn.peek()) return;
      noteConnection(false);
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }
}

function noteConnection(isOpen: boolean): void {
  if (!isOpen) {
    connection.value = 'reconnecting';
    brokenSince.value ??= Date.now();
    return;
  }
  void resync();
}

/** While what is shown is read anew, what happens is kept for afterwards, so that nothing old covers it. */
let isResyncing = false;
let isToBeRepeated = false;

async function resync(): Promise<void> {
  isToBeRepeated = isResyncing;
  if (isResyncing) return;
  isResyncing = true;
  do {
    isToBeRepeated = false;
    await Promise.allSettled([...reloads].map(async reload => reload()));
  } while (isToBeRepeated);
  isResyncing = false;
  connection.value = 'live';
  brokenSince.value = undefined;
  schedule();
}

let waiting: Event[] = [];
let isScheduled = false;

function take(event: Event): void {
  if (event.type === 'resync') {
    waiting = [];
    // It comes first in a stream, whose opening had all read anew already.
    if (!isResyncing) void resync();
    return;
  }
  waiting.push(event);
  schedule();
}

/** Twenty-five tasks that report four times a second are one change of the page in a frame. */
function schedule(): void {
  if (isScheduled || isResyncing || waiting.length === 0) return;
  isScheduled = true;
  if (document.hidden) setTimeout(tell, 1_000);
  else requestAnimationFrame(tell);
}

function tell(): void {
  isScheduled = false;
  if (isResyncing) return;
  const events = waiting;
  waiting = [];
  batch(() => {
    for (const listener of listeners) listener(events);
  });
}
