import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import css from './tooltip.module.css';

/** Between it and what it is about, and at least between it and the edge of the window, in pixels. */
const gap = 8;

interface TooltipProps {
  readonly text: string;
  /** Keys stop here, since nothing that is in it takes the focus. */
  readonly isStop?: boolean;
  readonly children: ComponentChildren;
}

/** Says more of what is in it, under the pointer and the focus, until Escape. What matters must not stand here alone. */
export function Tooltip({ text, isStop = false, children }: TooltipProps) {
  const id = useId();
  const isShown = useSignal(false);
  const show = () => {
    isShown.value = true;
  };
  const hide = () => {
    isShown.value = false;
  };
  useEffect(() => {
    if (!isShown.value) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [isShown.value]);
  return (
    <span
      aria-describedby={id}
      {...(isStop && { tabIndex: 0 })}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocusIn={show}
      onFocusOut={hide}
    >
      {children}
      {isShown.value ? (
        <Bubble id={id} text={text} />
      ) : (
        <span id={id} hidden>
          {text}
        </span>
      )}
    </span>
  );
}

/** Above what it is about, or below where there is no room, and never beyond the window. */
function Bubble({ id, text }: { id: string; text: string }) {
  const bubble = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const shown = bubble.current;
    const anchor = shown?.parentElement?.getBoundingClientRect();
    if (!shown || !anchor) return;
    const { width, height } = shown.getBoundingClientRect();
    const left = anchor.left + anchor.width / 2 - width / 2;
    const above = anchor.top - height - gap;
    shown.style.left = `${Math.max(gap, Math.min(left, document.documentElement.clientWidth - width - gap))}px`;
    shown.style.top = `${above < gap ? anchor.bottom + gap : above}px`;
  }, [text]);
  return (
    <span role="tooltip" id={id} ref={bubble} class={css['bubble']}>
      {text}
    </span>
  );
}
