import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import css from './command-palette.module.css';
import { allCommands, type Command, findCommands, type Openable } from './commands.ts';

interface PaletteProps {
  readonly onClose: () => void;
  readonly onOpen: (what: Openable) => void;
}

/** Everything that can be done, found by typing. */
export function CommandPalette({ onClose, onOpen }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const typed = useSignal('');
  const chosen = useSignal(0);
  const found = useComputed(() => findCommands(allCommands(onOpen), typed.value));
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    void command.run();
  };
  const move = (by: number) => {
    const count = found.value.length;
    if (count === 0) return;
    chosen.value = (chosen.value + by + count) % count;
    document.getElementById(optionId(found.value[chosen.value]) ?? '')?.scrollIntoView({ block: 'nearest' });
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => run(found.value[chosen.value]),
  };
  return (
    <dialog
      ref={dialog}
      class={css['palette']}
      aria-label={t('shell.commands')}
      onClose={onClose}
      closedby="any"
    >
      <div class={css['field']}>
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-autocomplete="list"
          aria-activedescendant={optionId(found.value[chosen.value])}
          aria-label={t('commands.placeholder')}
          placeholder={t('commands.placeholder')}
          autocomplete="off"
          spellcheck={false}
          autoFocus
          onInput={event => {
            typed.value = event.currentTarget.value;
            chosen.value = 0;
          }}
          onKeyDown={event => {
            const act = keys[event.key];
            if (!act) return;
            event.preventDefault();
            act();
          }}
        />
      </div>
      {/* The options take no focus: it stays in the field, which names the chosen one. */}
      <div role="listbox" id="commands" aria-label={t('commands.list')} class={css['list']}>
        {found.value.map((command, index) => (
          <div
            key={command.id}
            id={optionId(command)}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen.value}
            class={css['option']}
            onClick={() => run(command)}
            onKeyDown={event => event.key === 'Enter' && run(command)}
            onPointerMove={() => {
              chosen.value = index;
            }}
          >
            <Icon name={command.icon} size={18} />
            <span>{command.title}</span>
          </div>
        ))}
      </div>
      {found.value.length === 0 && (
        <p class={css['none']} role="status">
          {t('commands.none')}
        </p>
      )}
    </dialog>
  );
}

function optionId(command: Command | undefined): string | undefined {
  return command && `command-${command.id.replaceAll(' ', '-')}`;
}
