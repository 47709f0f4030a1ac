import { useLayoutEffect } from 'preact/hooks';
import { type Api, NotFoundError } from '../../../../sdk/src/index.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { hrefOf } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { PageHeading } from '../../ui/page.tsx';
import { Empty } from '../../ui/states.tsx';
import { Children } from './children.tsx';
import { Crumbs } from './crumbs.tsx';
import css from './item.module.css';
import { factsOf } from './item-row.tsx';
import { Part } from './part.tsx';
import { Pending } from './pending.tsx';
import { Picture, scaledPicture } from './pictures.tsx';
import { iconOf, shapeOf } from './words.ts';
import { workOn } from './work.ts';

/** An item with all that is known of it, and what lies below it. */
export function Item({ id }: { id: number }) {
  const { value, error, reload } = useResource(
    async () => {
      const { library } = server.peek();
      const item = await library.item({ id });
      return { item, section: await library.section({ id: item.sectionId }) };
    },
    [id],
    ['run'],
  );
  useLayoutEffect(() => scrollTo({ top: 0 }), [id]);
  const found = value.value;
  if (found === undefined) {
    if (error.value instanceof NotFoundError) {
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
    return <Pending error={error.value} onRetry={reload} />;
  }
  const { item, section } = found;
  const parts = item.media.flatMap(media => media.parts.map(part => ({ part, edition: media.edition })));
  return (
    <>
      <Crumbs way={wayTo(item, section)} />
      <About item={item} />
      {item.children > 0 && <Children item={item} section={section} />}
      {parts.map(({ part, edition }, place) => (
        <Part
          key={part.id}
          item={item}
          part={part}
          name={edition ?? (parts.length > 1 ? t('item.file', { number: place + 1 }) : undefined)}
        />
      ))}
    </>
  );
}

function wayTo({ parent, grandparent }: Api.ItemDetails, { id, title }: Api.Section) {
  const above = [grandparent, parent].filter(one => one !== undefined);
  return [
    { title, href: hrefOf('library', id) },
    ...above.map(one => ({ title: one.title, href: hrefOf('library', 'items', one.id) })),
  ];
}

/** In which its picture is shown; a photo as it is. */
const sizes = { poster: [144, 216], square: [144, 144], wide: [224, 126], whole: [448, 896] } as const;

/** What people know of it, and which pictures stand for it. */
function About({ item }: { item: Api.ItemDetails }) {
  const { id, type, title, summary, artwork, thumb, tags, available } = item;
  const shape = type === 'photo' ? 'whole' : shapeOf(type);
  const rating = item.fields['contentRating'];
  const facts = [
    item.index !== undefined && type === 'episode' && t('item.episode', { number: item.index }),
    ...factsOf(item),
    typeof rating === 'string' && rating,
  ].filter(one => typeof one === 'string');
  return (
    <div class={css['about']}>
      <span class={css['poster']} data-shape={shape}>
        <Picture
          path={scaledPicture(artwork['thumb'] ?? thumb, sizes[shape], shape === 'whole' ? 'fit' : 'fill')}
          icon={iconOf(type)}
          shape={shape}
        />
      </span>
      <div class={css['words']}>
        <PageHeading
          title={title}
          actions={
            <Button icon="refresh" onPress={() => workOn(id, 'RefreshLibraries')}>
              {t('item.lookAgain')}
            </Button>
          }
        >
          {facts.join(' · ')} {!available && <Badge tone="bad">{t('list.away')}</Badge>}
        </PageHeading>
        {summary !== undefined && (
          <p class={css['summary']} dir="auto">
            {summary}
          </p>
        )}
        {tags.length > 0 && (
          <ul class={css['tags']}>
            {tags.slice(0, mostTags).map(({ kind, name, role }) => (
              <li key={`${kind} ${name} ${role}`}>
                <Badge>
                  <bdi>{role === undefined ? name : `${name} – ${role}`}</bdi>
                </Badge>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** A film may name hundreds who played in it. */
const mostTags = 40;
