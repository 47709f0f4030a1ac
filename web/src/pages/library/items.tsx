import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo } from 'preact/hooks';
import { type Api, NotFoundError } from '../../../../sdk/src/index.ts';
import { onEvents } from '../../data/events.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { currentPlace, hrefOf, replacePlace } from '../../router.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { PageHeading } from '../../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { Crumbs } from './crumbs.tsx';
import { forgetPages, type ItemPages, type ItemSearch, pagesOf } from './item-pages.ts';
import { ItemRow } from './item-row.tsx';
import { ListTools } from './list-tools.tsx';
import { Pending } from './pending.tsx';
import { countItems, fileTypes, typesIn } from './words.ts';

/** What is in a section, however much: searched, and by what is missing. */
export function Items({ sectionId }: { sectionId: number }) {
  const { value, error, reload } = useResource(
    () => server.peek().library.section({ id: sectionId }),
    [sectionId],
    ['run', 'section'],
  );
  const section = value.value;
  if (section === undefined) {
    if (error.value instanceof NotFoundError) return <Unknown />;
    return <Pending error={error.value} onRetry={reload} />;
  }
  return (
    <>
      <Crumbs way={[]} />
      <PageHeading title={section.title}>{describe(section)}</PageHeading>
      <Found section={section} />
    </>
  );
}

function describe({ type, items }: Api.Section): string {
  return typesIn[type].flatMap(one => (items[one] ? [countItems(one, items[one])] : [])).join(' · ');
}

function Found({ section }: { section: Api.Section }) {
  const version = useSignal(0);
  const search = readSearch(section, currentPlace.value.query);
  const pages = useMemo(() => pagesOf(search), [JSON.stringify(search), version.value]);
  useEffect(() => {
    if (pages.items.peek().length === 0) void pages.more();
  }, [pages]);
  useEffect(
    // A list that grows by itself must not jump under who reads it: only one that is empty is read anew.
    () =>
      onEvents(events => {
        if (pages.items.peek().length > 0) return;
        if (!events.some(event => event.type === 'run' && event.run.endedAt)) return;
        forgetPages();
        version.value++;
      }),
    [pages, version],
  );
  useScrollMemory(pages);
  const show = (changed: Partial<ItemSearch>) => replacePlace(hrefWith({ ...search, ...changed }));
  return (
    <>
      <ListTools section={section} search={search} pages={pages} onSearch={show} />
      <List pages={pages} onClear={() => show({ text: undefined, missing: undefined, stale: undefined })} />
    </>
  );
}

function List({ pages, onClear }: { pages: ItemPages; onClear: () => void }) {
  const items = pages.items.value;
  const { text, missing, stale } = pages.search;
  if (items.length === 0) {
    if (pages.error.value !== undefined) return <Failed error={pages.error.value} onRetry={pages.more} />;
    if (!pages.isComplete.value) {
      return (
        <Card>
          <Skeleton lines={10} />
        </Card>
      );
    }
    const isNarrowed = (text ?? missing ?? stale) !== undefined;
    const isComplete = isNarrowed && text === undefined;
    return (
      <Card>
        <Empty
          icon={isComplete ? 'check' : isNarrowed ? 'search' : 'library'}
          title={t(isComplete ? 'list.complete' : 'list.none')}
          actions={isNarrowed && <Button onPress={onClear}>{t('list.clear')}</Button>}
        >
          {t(isComplete ? 'list.completeText' : isNarrowed ? 'list.noneText' : 'list.emptyText')}
        </Empty>
      </Card>
    );
  }
  return (
    <Card flush>
      <LongList
        label={t('library.title')}
        items={items}
        rowHeight={72}
        keyOf={item => item.id}
        row={item => <ItemRow item={item} />}
        onNearEnd={pages.more}
      />
      {pages.error.value !== undefined && <Failed error={pages.error.value} onRetry={pages.more} />}
    </Card>
  );
}

/** Who comes back from an item finds the list as it was. */
function useScrollMemory(pages: ItemPages): void {
  useLayoutEffect(() => {
    scrollTo({ top: pages.scrolledTo });
    return () => {
      pages.scrolledTo = scrollY;
    };
  }, [pages]);
}

function readSearch(section: Api.Section, query: URLSearchParams): ItemSearch {
  const [text, missing, stale] = ['text', 'missing', 'stale'].map(name => query.get(name) || undefined);
  const types = typesIn[section.type];
  const asked = types.find(type => type === query.get('type'));
  // Only what has files can lack something.
  const byDefault = (missing ?? stale) ? fileTypes[section.type] : types.find(type => section.items[type]);
  const type = asked ?? byDefault ?? types[0] ?? 'movie';
  return { section: section.id, type, text, missing, stale: missing === undefined ? stale : undefined };
}

function hrefWith({ section, ...rest }: ItemSearch): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value);
  return `${hrefOf('library', section)}?${query}`;
}

function Unknown() {
  return (
    <Empty
      icon="search"
      title={t('item.unknown')}
      isPage
      actions={<ButtonLink href={hrefOf('library')}>{t('item.back')}</ButtonLink>}
    >
      {t('item.unknownText')}
    </Empty>
  );
}
