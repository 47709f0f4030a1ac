import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { IconButton } from './button.tsx';
import css from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Its buttons. */
  readonly foot?: ComponentChildren;
  /** Keys begin at the first of its buttons, which does no harm. */
  readonly isQuestion?: boolean;
  readonly children: ComponentChildren;
}

/** In front of everything for as long as it is there. The browser keeps the focus in it, and gives it back. */
export function Dialog({ title, onClose, foot, isQuestion = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    if (isQuestion) dialog?.querySelector<HTMLButtonElement>('footer button')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} class={css['dialog']} aria-labelledby={id} onClose={onClose} closedby="any">
      <header class={css['head']}>
        <h2 id={id}>{title}</h2>
        <IconButton icon="close" label={t('ui.close')} onPress={onClose} />
      </header>
      <div class={css['body']}>{children}</div>
      {foot !== undefined && <footer class={css['foot']}>{foot}</footer>}
    </dialog>
  );
}
