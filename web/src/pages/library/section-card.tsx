import type { Api } from '../../../../sdk/src/index.ts';
import { tasks } from '../../data/tasks.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { hrefOf } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Ago } from '../../ui/moment.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { CoverageRow } from './coverage-row.tsx';
import css from './section-card.module.css';
import { countItems, sectionIcons, typesIn } from './words.ts';
import { cancelScan, forgetMissing, scanSection } from './work.ts';

interface SectionCardProps {
  readonly section: Api.Section;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** A section: what it holds, where, and how much of everything was made of it. */
export function SectionCard({ section, onEdit, onRemove }: SectionCardProps) {
  const { id, title, type, scanning, coverage } = section;
  const made = coverage.filter(({ of }) => of > 0);
  return (
    <Card flush>
      <header class={css['head']}>
        <span class={css['sign']}>
          <Icon name={sectionIcons[type]} size={22} />
        </span>
        <div class={css['name']}>
          <h2>
            <a href={hrefOf('library', id)}>
              <bdi>{title}</bdi>
              <Icon name="chevron" size={16} />
            </a>
          </h2>
          <p>
            {describe(section).map(fact => (
              <span key={fact}>{fact}</span>
            ))}
            <span>
              {section.scannedAt === undefined ? (
                t('section.neverScanned')
              ) : (
                <>
                  {t('section.scanned')} <Ago at={Date.parse(section.scannedAt)} />
                </>
              )}
            </span>
          </p>
        </div>
        <div class={css['buttons']}>
          {scanning ? (
            <IconButton
              icon="stop"
              label={t('section.cancelScan', { section: title })}
              onPress={() => cancelScan(section)}
            />
          ) : (
            <IconButton
              icon="refresh"
              label={t('section.scan', { section: title })}
              onPress={() => scanSection(section)}
            />
          )}
          <IconButton icon="edit" label={t('section.edit', { section: title })} onPress={onEdit} />
          <IconButton icon="trash" label={t('section.remove', { section: title })} onPress={onRemove} />
        </div>
      </header>
      {scanning && <Scanning section={section} />}
      <ul class={css['roots']} aria-label={t('section.folders')}>
        {section.roots.map(root => (
          <Root key={root.id} root={root} />
        ))}
      </ul>
      <Troubles section={section} />
      {made.length === 0 ? (
        <p class={css['empty']}>{t('section.empty')}</p>
      ) : (
        <ul class={css['coverage']} aria-label={t('section.coverage')}>
          {made.map(one => (
            <CoverageRow key={one.kind} sectionId={id} coverage={one} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function describe({ type, items, bytes }: Api.Section): string[] {
  const counts = typesIn[type].flatMap(one => {
    const count = items[one] ?? 0;
    return count > 0 ? [countItems(one, count)] : [];
  });
  return bytes > 0 ? [...counts, formatBytes(bytes)] : counts;
}

function Scanning({ section }: { section: Api.Section }) {
  const scan = tasks.value?.find(({ name }) => name === 'RefreshLibraries');
  const { subtitle, said } = scan?.progress.value ?? {};
  return (
    <div class={css['scanning']}>
      <p>
        {t('section.scanning')}
        {subtitle !== undefined && (
          <>
            {' · '}
            <Said text={subtitle} said={said} />
          </>
        )}
      </p>
      <ProgressBar share={undefined} label={`${section.title}: ${t('section.scanning')}`} />
    </div>
  );
}

function Root({ root }: { root: Api.Root }) {
  const { path, online, offlineBecause, said, watchedFolders } = root;
  return (
    <li>
      <span class={css['path']}>
        <Icon name="folder" size={16} />
        <bdi>{path}</bdi>
        {online ? (
          <span class={css['online']}>{t('section.online')}</span>
        ) : (
          <Badge tone="bad">{t('section.offline')}</Badge>
        )}
      </span>
      {offlineBecause !== undefined && (
        <p class={css['because']}>
          <Said text={offlineBecause} said={said} /> {t('section.offlineKept')}
        </p>
      )}
      {online && watchedFolders ? (
        <p class={css['watched']}>{t('section.watched', { count: watchedFolders })}</p>
      ) : null}
    </li>
  );
}

/** Files that cannot be worked on, where there are any. */
function Troubles({ section }: { section: Api.Section }) {
  const { files, scanning } = section;
  const said = [
    files.offline > 0 && t('section.offlineFiles', { count: files.offline }),
    // A scan reads them next.
    !scanning && files.unread > 0 && t('section.unread', { count: files.unread }),
    files.unreadable > 0 && t('section.unreadable', { count: files.unreadable }),
  ].filter(one => one !== false);
  if (said.length === 0 && files.missing === 0) return null;
  return (
    <ul class={css['troubles']}>
      {files.missing > 0 && (
        <li>
          {t('section.gone', { count: files.missing })}{' '}
          <Button kind="plain" onPress={() => forgetMissing(section)}>
            {t('section.forget', { count: files.missing })}
          </Button>
        </li>
      )}
      {said.map(one => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
