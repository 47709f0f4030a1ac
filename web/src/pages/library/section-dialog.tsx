import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { say } from '../../ui/toasts.tsx';
import { FolderBrowser } from './folder-browser.tsx';
import css from './section-dialog.module.css';
import { type SectionType, sectionTypes } from './words.ts';

interface SectionDialogProps {
  readonly sections: readonly Api.Section[];
  /** The one that is edited; a new one where absent. */
  readonly section?: Api.Section;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Adds a section, or gives one another name and other folders. */
export function SectionDialog({ sections, section, onClose, onDone }: SectionDialogProps) {
  const title = useSignal(section?.title ?? '');
  const type = useSignal<SectionType>(section?.type ?? 'movie');
  const paths = useSignal<readonly string[]>(section?.roots.map(({ path }) => path) ?? []);
  const id = useId();
  const save = () =>
    attempt(async () => {
      const { library } = server.peek();
      const name = title.value.trim();
      const saved = section
        ? await library.changeSection({
            id: section.id,
            ...(name && name !== section.title && { title: name }),
            ...(isOther(section, paths.value) && { paths: [...paths.value] }),
          })
        : await library.addSection({
            type: type.value,
            paths: [...paths.value],
            ...(name && { title: name }),
          });
      const back = () => undo(saved, section, onDone);
      say(t(section ? 'sectionForm.changed' : 'sectionForm.added', { section: saved.title }), back);
      onClose();
      await onDone();
    });
  return (
    <Dialog
      title={t(section ? 'sectionForm.edit' : 'sectionForm.add')}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t('sectionForm.cancel')}</Button>
          <Button kind="primary" disabled={paths.value.length === 0} onPress={save}>
            {t(section ? 'sectionForm.save' : 'library.add')}
          </Button>
        </>
      }
    >
      <div class={css['form']}>
        <div class={css['field']}>
          <label for={id}>{t('sectionForm.name')}</label>
          <input
            id={id}
            type="text"
            maxLength={200}
            autocomplete="off"
            dir="auto"
            placeholder={t('sectionForm.namePlaceholder')}
            value={title.value}
            onInput={event => {
              title.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class={css['field']}>
          <span>{t('sectionForm.folders')}</span>
          {paths.value.length === 0 && <p class={css['note']}>{t('sectionForm.noFolders')}</p>}
          <ul class={css['paths']}>
            {paths.value.map(path => (
              <li key={path}>
                <bdi>{path}</bdi>
                <IconButton
                  icon="close"
                  label={t('sectionForm.removeFolder', { folder: path })}
                  onPress={() => {
                    paths.value = paths.value.filter(other => other !== path);
                  }}
                />
              </li>
            ))}
          </ul>
          <FolderBrowser
            sections={sections}
            chosen={paths.value}
            onChoose={(path, _, found) => {
              if (paths.value.length === 0 && !section && found) type.value = found;
              paths.value = [...paths.value, path];
            }}
          />
          {section && <p class={css['note']}>{t('sectionForm.forgets')}</p>}
        </div>
        {!section && (
          <Segments
            legend={t('sectionForm.type')}
            options={sectionTypes.map(value => ({ value, label: t(`library.type.${value}`) }))}
            chosen={type.value}
            onChoose={value => {
              type.value = value;
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

/** A section that was added goes again, one that was changed is as it was before. */
function undo(saved: Api.Section, before: Api.Section | undefined, onDone: () => Promise<void>) {
  return attempt(async () => {
    const { library } = server.peek();
    const { id, title } = saved;
    if (before) {
      const paths = before.roots.map(({ path }) => path);
      const isMoved = isOther(saved, paths);
      await library.changeSection({ id, title: before.title, ...(isMoved && { paths }) });
      say(t('sectionForm.undone', { section: before.title }));
    } else {
      await library.removeSection({ id });
      say(t('removal.done', { section: title }));
    }
    await onDone();
  });
}

function isOther(section: Api.Section, paths: readonly string[]): boolean {
  return section.roots.map(({ path }) => path).join('\0') !== paths.join('\0');
}
