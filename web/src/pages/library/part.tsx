import type { Api } from '../../../../sdk/src/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Ago } from '../../ui/moment.tsx';
import { Loudness } from './loudness.tsx';
import css from './part.module.css';
import { Products } from './products.tsx';
import { Scrubber } from './scrubber.tsx';
import { Streams } from './streams.tsx';
import { formatBitrate, titleOfTask } from './words.ts';

interface PartProps {
  readonly item: Api.ItemDetails;
  readonly part: Api.Part;
  /** Where there are several. */
  readonly name: string | undefined;
}

/** A file of an item: what is in it, what was found in it, what was made of it, and what went wrong. */
export function Part({ item, part, name }: PartProps) {
  const { path, bytes, state, durationMs, loudness, bitrateCurve, chapters, markers, indexFile } = part;
  const isTold =
    indexFile !== undefined ||
    loudness.length > 0 ||
    bitrateCurve ||
    chapters.length > 0 ||
    markers.length > 0;
  return (
    <>
      {name !== undefined && (
        <h2 class={css['name']}>
          <bdi>{name}</bdi>
        </h2>
      )}
      {durationMs !== undefined && durationMs > 0 && isTold && (
        <Scrubber part={part} durationMs={durationMs} />
      )}
      <div class={css['columns']}>
        <div class={css['column']}>
          <Products item={item} part={part} />
          <Card title={t('item.path')}>
            <p class={css['path']}>
              <bdi>{path}</bdi>
            </p>
            <p class={css['soft']}>
              {[
                formatBytes(bytes),
                part.container,
                part.bitrate === undefined ? undefined : formatBitrate(part.bitrate),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {state !== 'read' && <p class={css['bad']}>{t(`item.state.${state}`)}</p>}
            <Sidecars sidecars={part.sidecars} />
          </Card>
        </div>
        <div class={css['column']}>
          {loudness.length > 0 && <Loudness tracks={loudness} />}
          <Failures failures={part.failures} />
        </div>
      </div>
      {part.streams.length > 0 && <Streams streams={part.streams} />}
    </>
  );
}

function Sidecars({ sidecars }: { sidecars: Api.Part['sidecars'] }) {
  if (sidecars.length === 0) return null;
  return (
    <>
      <h3 class={css['sub']}>{t('item.subtitlesBeside')}</h3>
      <ul class={css['path']}>
        {sidecars.map(({ path, language }) => (
          <li key={path}>
            <bdi>{path.split(/[\\/]/).at(-1)}</bdi> {language !== undefined && <Badge>{language}</Badge>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Failures({ failures }: { failures: readonly Api.PartFailure[] }) {
  if (failures.length === 0) return null;
  return (
    <Card title={t('item.failures')} aside={<Badge tone="bad">{failures.length}</Badge>}>
      <ul class={css['failures']}>
        {failures.map(({ task, error, said, attempts, setAside, at }) => (
          <li key={task}>
            <h3>{titleOfTask(task)}</h3>
            <p>
              <Said text={error} said={said} />
            </p>
            <p class={css['soft']}>
              {t('item.attempts', { count: attempts })} · <Ago at={Date.parse(at)} />
              {setAside && <> · {t('item.rests')}</>}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
