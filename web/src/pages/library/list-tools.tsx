import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { startTask } from '../../data/actions.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ItemPages, ItemSearch } from './item-pages.ts';
import css from './list-tools.module.css';
import { countItems, fileTypes, productTitle, titleOfTask, typesIn } from './words.ts';

/** After the last key, so that not every letter is a question to the server. */
const restMs = 200;

interface ListToolsProps {
  readonly section: Api.Section;
  readonly search: ItemSearch;
  readonly pages: ItemPages;
  readonly onSearch: (changed: Partial<ItemSearch>) => void;
}

/** What narrows a list down, and how much it finds. */
export function ListTools({ section, search, pages, onSearch }: ListToolsProps) {
  const types = typesIn[section.type].filter(type => section.items[type]);
  const kinds = section.coverage.filter(({ of }) => of > 0);
  const { missing, stale, type } = search;
  const filter = missing === undefined ? (stale === undefined ? '' : `stale ${stale}`) : `missing ${missing}`;
  const lacking = kinds.find(({ kind }) => kind === (missing ?? stale));
  const choose = (value: string) => {
    const [how, kind] = value.split(' ', 2);
    onSearch({
      missing: how === 'missing' ? kind : undefined,
      stale: how === 'stale' ? kind : undefined,
      ...(kind !== undefined && { type: fileTypes[section.type] }),
    });
  };
  return (
    <div class={css['tools']}>
      <SearchField text={search.text} onText={text => onSearch({ text })} />
      {types.length > 1 && (
        <Choice
          label={t('list.type')}
          chosen={type}
          onChoose={value => onSearch({ type: value as typeof type })}
        >
          {types.map(one => (
            <option key={one} value={one}>
              {countItems(one, section.items[one] ?? 0)}
            </option>
          ))}
        </Choice>
      )}
      {kinds.length > 0 && (
        <Choice label={t('list.filter')} chosen={filter} onChoose={choose}>
          <option value="">{t('list.all')}</option>
          {kinds.map(product => (
            <option key={product.kind} value={`missing ${product.kind}`}>
              {t('list.missing', { product: productTitle(product) })}
            </option>
          ))}
          {kinds
            .filter(product => product.stale > 0 || product.kind === stale)
            .map(product => (
              <option key={product.kind} value={`stale ${product.kind}`}>
                {t('list.stale', { product: productTitle(product) })}
              </option>
            ))}
        </Choice>
      )}
      {lacking && pages.items.value.length > 0 && (
        <Button icon="play" onPress={() => startTask(lacking.task)}>
          {t('list.doNow', { task: titleOfTask(lacking.task) })}
        </Button>
      )}
      <p role="status">{describe(section, pages)}</p>
    </div>
  );
}

function describe(section: Api.Section, { search, items, isComplete }: ItemPages): string {
  const { type, text, missing, stale } = search;
  if ((text ?? missing ?? stale) === undefined) return countItems(type, section.items[type] ?? 0);
  const count = items.value.length;
  if (isComplete.value) return t('list.found', { count });
  return count === 0 ? '' : t('list.foundMore', { count });
}

function SearchField({
  text,
  onText,
}: {
  text: string | undefined;
  onText: (text: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // Another way than typing led to another search.
    if (input.current && input.current.value.trim() !== (text ?? '')) input.current.value = text ?? '';
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div class={css['search']}>
      <Icon name="search" size={18} />
      <input
        ref={input}
        type="search"
        dir="auto"
        maxLength={200}
        autocomplete="off"
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        onInput={event => {
          const typed = event.currentTarget.value.trim() || undefined;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onText(typed), restMs);
        }}
      />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  readonly children: ComponentChildren;
}

function Choice({ label, chosen, onChoose, children }: ChoiceProps) {
  const id = useId();
  return (
    <div class={css['choice']}>
      <label for={id}>{label}</label>
      <select id={id} value={chosen} onChange={event => onChoose(event.currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}
