import { t } from '../../i18n/i18n.ts';
import { currentPlace, hrefOf } from '../../router.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Item } from './item.tsx';
import { Items } from './items.tsx';
import { Sections } from './sections.tsx';

/** `#/library` is all sections, `#/library/1` what is in one, `#/library/items/7` an item. */
export function Library() {
  const [, first, second] = currentPlace.value.segments;
  return <Page>{choose(first, second)}</Page>;
}

function choose(first: string | undefined, second: string | undefined) {
  if (first === undefined) return <Sections />;
  const id = toId(first === 'items' ? second : first);
  if (id === undefined) {
    return (
      <Empty
        icon="search"
        title={t('page.unknown')}
        isPage
        actions={<ButtonLink href={hrefOf('library')}>{t('item.back')}</ButtonLink>}
      >
        {t('page.unknownText')}
      </Empty>
    );
  }
  return first === 'items' ? <Item key={id} id={id} /> : <Items key={id} sectionId={id} />;
}

function toId(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,11}$/.test(text) ? Number(text) : undefined;
}
