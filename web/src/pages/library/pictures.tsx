import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { server } from '../../data/session.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import css from './pictures.module.css';

/** Pictures that were fetched, as addresses of this page; those that were longest unused make room. */
const kept = new Map<string, string>();
const mostKept = 300;

/** So many are fetched at once: browsers have six connections for a server, and one follows events. */
const mostAtOnce = 4;
let fetching = 0;
const waiting: (() => void)[] = [];

async function fetchPicture(path: string, signal: AbortSignal): Promise<string> {
  if (fetching >= mostAtOnce) await new Promise<void>(resolve => waiting.push(resolve));
  fetching++;
  try {
    signal.throwIfAborted();
    const blob = await server.peek().file({ path }, { signal, retries: { strategy: 'none' } });
    const url = URL.createObjectURL(blob);
    kept.set(path, url);
    for (const [oldest, unused] of kept) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
      URL.revokeObjectURL(unused);
    }
    return url;
  } finally {
    fetching--;
    waiting.shift()?.();
  }
}

/**
 * Where a picture of an item is in the size in which it is shown, in CSS pixels: so that it fills that, or fits into it.
 * Frames of films are small as they are.
 */
export function scaledPicture(
  path: string | undefined,
  [width, height]: readonly [width: number, height: number],
  how: 'fill' | 'fit' = 'fill',
): string | undefined {
  if (path === undefined || path.includes('/indexes/')) return path;
  const density = Math.min(3, Math.ceil(devicePixelRatio));
  const query = new URLSearchParams({
    url: path,
    width: `${width * density}`,
    height: `${height * density}`,
    minSize: how === 'fill' ? '1' : '0',
  });
  return `/photo/:/transcode?${query}`;
}

/** Whoever scrolls past does not look: pictures are fetched of what stays. */
const patienceMs = 120;

interface PictureProps {
  /** On the server; nothing is there where absent. */
  readonly path: string | undefined;
  /** In its place until it is there, and where it is not. */
  readonly icon: IconName;
  readonly shape?: 'poster' | 'square' | 'wide' | 'whole';
  /** Text in its stead; none beside a name that says it. */
  readonly alt?: string;
}

/** A picture of the server. What is asked for by `img` itself would come without the token. */
export function Picture({ path, icon, shape = 'poster', alt = '' }: PictureProps) {
  const url = useSignal(path === undefined ? undefined : kept.get(path));
  useEffect(() => {
    const known = path === undefined ? undefined : kept.get(path);
    url.value = known;
    if (path === undefined) return;
    if (known !== undefined) {
      kept.delete(path);
      kept.set(path, known);
      return;
    }
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      fetchPicture(path, leaving.signal).then(
        found => {
          if (!leaving.signal.aborted) url.value = found;
        },
        // The icon stays: a picture that is missing is no failure of the page.
        () => {},
      );
    }, patienceMs);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [path, url]);
  return (
    <span class={css['picture']} data-shape={shape}>
      {url.value === undefined ? (
        <Icon name={icon} size={22} />
      ) : (
        <img
          src={url.value}
          alt={alt}
          decoding="async"
          onError={() => {
            url.value = undefined;
          }}
        />
      )}
    </span>
  );
}
