import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import css from './long-list.module.css';

interface LongListProps<Item> {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly items: readonly Item[];
  /** Of every row, in pixels. */
  readonly rowHeight: number;
  readonly keyOf: (item: Item) => string | number;
  readonly row: (item: Item, index: number) => ComponentChildren;
  /** Called when its end comes near: for the next page. */
  readonly onNearEnd?: () => void;
}

/** Rows beyond what is in sight that are drawn too, so that a quick scroll shows no gap. */
const spare = 8;

/** A list of any length that scrolls with the page: only what is in sight, and a little more, is in the document. */
export function LongList<Item>({ label, items, rowHeight, keyOf, row, onNearEnd }: LongListProps<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const first = useSignal(0);
  const count = useSignal(Math.ceil(innerHeight / rowHeight) + 2 * spare);
  useEffect(() => {
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      first.value = Math.max(0, Math.floor(-top / rowHeight) - spare);
      count.value = Math.ceil(innerHeight / rowHeight) + 2 * spare;
    };
    measure();
    addEventListener('scroll', measure, { passive: true });
    addEventListener('resize', measure);
    return () => {
      removeEventListener('scroll', measure);
      removeEventListener('resize', measure);
    };
  }, [rowHeight, first, count]);
  const end = Math.min(items.length, first.value + count.value);
  useEffect(() => {
    if (end === items.length) onNearEnd?.();
  }, [end, items.length, onNearEnd]);
  return (
    <ul ref={list} aria-label={label} class={css['list']} style={{ height: `${items.length * rowHeight}px` }}>
      {items.slice(first.value, end).map((item, offset) => {
        const index = first.value + offset;
        return (
          <li
            key={keyOf(item)}
            class={css['row']}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            style={{ height: `${rowHeight}px`, transform: `translateY(${index * rowHeight}px)` }}
          >
            {row(item, index)}
          </li>
        );
      })}
    </ul>
  );
}
