import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { IndexPictures } from './index-pictures.ts';

/** One of the pictures of a film. The one before stays until the next is there. */
export function Frame({ pictures, place }: { pictures: IndexPictures; place: number }) {
  const url = useSignal<string | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    pictures.load(place).then(
      blob => {
        if (!isWanted) return;
        const before = url.peek();
        url.value = URL.createObjectURL(blob);
        if (before !== undefined) URL.revokeObjectURL(before);
      },
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [pictures, place, url]);
  useEffect(
    () => () => {
      if (url.peek() !== undefined) URL.revokeObjectURL(url.peek() ?? '');
    },
    [url],
  );
  return url.value === undefined ? null : <img src={url.value} alt="" draggable={false} />;
}
