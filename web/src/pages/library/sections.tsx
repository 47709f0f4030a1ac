import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { startTask } from '../../data/actions.ts';
import { onEvents } from '../../data/events.ts';
import { later } from '../../data/later.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page.tsx';
import { FirstVisit } from './first-visit.tsx';
import { Pending } from './pending.tsx';
import { RemovalDialog } from './removal-dialog.tsx';
import { SectionCard } from './section-card.tsx';
import { SectionDialog } from './section-dialog.tsx';

type Opened = { readonly what: 'add' } | { readonly what: 'edit' | 'remove'; readonly section: Api.Section };

/** All sections, and how far each is with everything that is made of its files. */
export function Sections() {
  const { value, error, reload } = useResource(
    async () => (await server.peek().library.sections()).items,
    [],
    ['run', 'section', 'media-added', 'preference'],
  );
  useProgress(reload);
  const opened = useSignal<Opened | undefined>(undefined);
  const close = () => {
    opened.value = undefined;
  };
  const sections = value.value;
  if (sections === undefined) return <Pending error={error.value} onRetry={reload} />;
  if (sections.length === 0) return <FirstVisit onDone={reload} />;
  return (
    <>
      <PageHeading
        title={t('library.title')}
        actions={
          <>
            <Button icon="refresh" onPress={() => startTask('RefreshLibraries')}>
              {t('library.scanAll')}
            </Button>
            <Button
              icon="plus"
              kind="primary"
              onPress={() => {
                opened.value = { what: 'add' };
              }}
            >
              {t('library.add')}
            </Button>
          </>
        }
      >
        {describe(sections)}
      </PageHeading>
      {sections.map(section => (
        <SectionCard
          key={section.id}
          section={section}
          onEdit={() => {
            opened.value = { what: 'edit', section };
          }}
          onRemove={() => {
            opened.value = { what: 'remove', section };
          }}
        />
      ))}
      {opened.value?.what === 'add' && <SectionDialog sections={sections} onClose={close} onDone={reload} />}
      {opened.value?.what === 'edit' && (
        <SectionDialog sections={sections} section={opened.value.section} onClose={close} onDone={reload} />
      )}
      {opened.value?.what === 'remove' && (
        <RemovalDialog section={opened.value.section} onClose={close} onDone={reload} />
      )}
    </>
  );
}

/** So often while work moves on. */
const countedEveryMs = 2_000;

function useProgress(reload: () => Promise<void>): void {
  useEffect(() => {
    const soon = later(countedEveryMs, () => void reload());
    return onEvents(events => {
      if (events.some(({ type }) => type === 'progress')) soon();
    });
  }, [reload]);
}

function describe(sections: readonly Api.Section[]): string {
  const items = sections
    .flatMap(section => Object.values(section.items))
    .reduce((total, count) => total + count, 0);
  const bytes = sections.reduce((total, section) => total + section.bytes, 0);
  return t('library.total', { count: sections.length, items, bytes: formatBytes(bytes) });
}
