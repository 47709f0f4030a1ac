import { useSignal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import css from './folder-browser.module.css';
import type { SectionType } from './words.ts';

interface FolderBrowserProps {
  /** Sections by which folders are told that are in one already. */
  readonly sections: readonly Api.Section[];
  /** Paths that were chosen already. */
  readonly chosen: readonly string[];
  /** Called with the path, its name, and what seems to be in it. */
  readonly onChoose: (path: string, name: string, type: SectionType | undefined) => void;
}

/** Goes through the folders of the server, of which one is chosen. */
export function FolderBrowser({ sections, chosen, onChoose }: FolderBrowserProps) {
  const path = useSignal<string | undefined>(undefined);
  const shown = path.value;
  const { value, error, reload } = useResource(
    async () => server.peek().library.folders(shown === undefined ? {} : { path: shown }),
    [shown],
  );
  const found = value.value;
  const go = (to: string | undefined) => {
    path.value = to;
  };
  const name = (shown ?? '').split(/[\\/]/).filter(Boolean).at(-1) ?? shown ?? '';
  const isTop = found ? found.parent === undefined : error.value !== undefined;
  const isChosen = shown !== undefined && chosen.includes(found?.path ?? shown);
  return (
    <fieldset class={css['browser']} aria-label={t('folders.label')}>
      <div class={css['head']}>
        {shown !== undefined && (
          <Button
            kind="plain"
            icon="undo"
            disabled={found === undefined && error.value === undefined}
            onPress={() => go(found?.parent)}
          >
            {t(isTop ? 'folders.places' : 'folders.up')}
          </Button>
        )}
        <bdi class={css['path']}>{shown ?? t('folders.places')}</bdi>
      </div>
      <div class={css['list']}>
        {error.value !== undefined ? (
          <Failed error={error.value} onRetry={reload} />
        ) : found === undefined ? (
          <Skeleton lines={4} />
        ) : (
          <Folders found={found} sections={sections} chosen={chosen} onOpen={go} />
        )}
      </div>
      {shown !== undefined && (
        <div class={css['foot']}>
          <span>
            {found?.type !== undefined && t('folders.looksLike', { type: t(`library.type.${found.type}`) })}
          </span>
          <Button
            icon="check"
            disabled={found === undefined || isChosen || found.sectionId !== undefined}
            onPress={() => onChoose(found?.path ?? shown, name, found?.type)}
          >
            {t('folders.choose')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface FoldersProps extends Pick<FolderBrowserProps, 'sections' | 'chosen'> {
  readonly found: Api.GetFoldersResponse;
  readonly onOpen: (path: string) => void;
}

function Folders({ found, sections, chosen, onOpen }: FoldersProps) {
  const { items, partial } = found;
  if (items.length === 0) return <p class={css['none']}>{t('folders.none')}</p>;
  return (
    <ul>
      {items.map(({ path, name, sectionId }) => {
        const section = sections.find(({ id }) => id === sectionId);
        return (
          <li key={path}>
            <button type="button" class={css['folder']} onClick={() => onOpen(path)}>
              <Icon name="folder" size={18} />
              <bdi>{name || path}</bdi>
              {section && <Badge>{t('folders.inSection', { section: section.title })}</Badge>}
              {chosen.includes(path) && <Badge tone="good">{t('folders.chosen')}</Badge>}
              <Icon name="chevron" size={16} />
            </button>
          </li>
        );
      })}
      {partial && <li class={css['none']}>{t('folders.partial')}</li>}
    </ul>
  );
}
