import { computed, signal } from '@preact/signals';
import { askedToLeave, isAtRisk } from './data/unsaved.ts';

/** Where the dashboard is: `#/runs/7?tab=log` is `['runs', '7']` with `tab`. */
export interface Place {
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/**
 * The part of an address after `#` names the page: whatever the server's own paths are, none is in the way, and a link
 * to any page works below any path that a proxy gives the dashboard.
 */
const hash = signal(location.hash);

addEventListener('hashchange', () => {
  const wanted = location.hash;
  if (wanted === hash.peek()) return;
  if (!isAtRisk(parsePlace(wanted).segments)) {
    hash.value = wanted;
    return;
  }
  // The browser went there already: the address is put back until somebody says yes.
  history.pushState(null, '', hash.peek() || '#/');
  askedToLeave.value = () => goTo(wanted);
});

export const currentPlace = computed(() => parsePlace(hash.value));

function parsePlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const segments = path.split('/').filter(Boolean).map(decode);
  return { segments, query: new URLSearchParams(query) };
}

/** For `href`: `hrefOf('runs', 7)` is `#/runs/7`. */
export function hrefOf(...segments: readonly (string | number)[]): string {
  return `#/${segments.map(segment => encodeURIComponent(segment)).join('/')}`;
}

export function goTo(href: string): void {
  location.hash = href;
}

/** Changes the address without another entry in the history: for filters and the like. */
export function replacePlace(href: string): void {
  history.replaceState(null, '', href);
  hash.value = location.hash;
}

/** A wrong escape is taken as it stands. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
