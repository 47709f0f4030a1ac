import { useEffect, useMemo, useRef } from 'preact/hooks';
import { zone } from '../../data/server.ts';
import { formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { currentPlace, hrefOf, replacePlace } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { type Line, levels, type Wanted } from './log-lines.ts';
import { LogTail } from './log-tail.ts';
import css from './run-log.module.css';

/** Until somebody who types has probably ended. */
const restMs = 250;
const mostText = 200;

/** What a run said, the newest first: as it is said while it runs. What is looked for stands in the address. */
export function RunLog({ id, isLive }: { id: number; isLive: boolean }) {
  const wanted = wantedOf(currentPlace.value.query);
  const tail = useMemo(() => new LogTail(id, wanted), [id, wanted.level, wanted.text]);
  useEffect(() => tail.follow(), [tail]);
  const show = (changed: Partial<Wanted>) => replacePlace(addressOf(id, { ...wanted, ...changed }));
  return (
    <Card title={t('log.title')} aside={isLive && <Badge tone="accent">{t('log.live')}</Badge>} flush>
      <div class={css['tools']}>
        <Filter text={wanted.text} onText={text => show({ text })} />
        <Segments
          legend={t('log.level')}
          options={levels.map(level => ({ value: level, label: t(`log.is.${level}`) }))}
          chosen={wanted.level}
          onChoose={level => show({ level })}
        />
      </div>
      <Lines tail={tail} isFiltered={wanted.text !== '' || wanted.level !== 'debug'} />
    </Card>
  );
}

function wantedOf(query: URLSearchParams): Wanted {
  const level = levels.find(level => level === query.get('level')) ?? 'debug';
  return { level, text: (query.get('text') ?? '').slice(0, mostText) };
}

function addressOf(id: number, { level, text }: Wanted): string {
  const query = new URLSearchParams({ ...(level !== 'debug' && { level }), ...(text !== '' && { text }) });
  return `${hrefOf('nights', 'run', id)}${query.size > 0 ? `?${query}` : ''}`;
}

function Filter({ text, onText }: { text: string; onText: (text: string) => void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label class={css['filter']}>
      <span>{t('log.text')}</span>
      <span class={css['field']}>
        <Icon name="search" size={18} />
        <input
          type="search"
          dir="auto"
          maxLength={mostText}
          autocomplete="off"
          defaultValue={text}
          onInput={event => {
            const typed = event.currentTarget.value.trim();
            clearTimeout(timer.current);
            timer.current = setTimeout(() => onText(typed), restMs);
          }}
        />
      </span>
    </label>
  );
}

function Lines({ tail, isFiltered }: { tail: LogTail; isFiltered: boolean }) {
  const lines = tail.lines.value;
  if (!lines) {
    const error = tail.error.value;
    return error === undefined ? (
      <Skeleton lines={4} />
    ) : (
      <Failed error={error} onRetry={() => tail.read()} />
    );
  }
  if (lines.length === 0) {
    return <p class={css['none']}>{isFiltered ? t('log.noneFits') : t('log.empty')}</p>;
  }
  return (
    <>
      <ol class={css['lines']} aria-label={`${t('log.title')}, ${t('log.newestFirst')}`}>
        {lines.map((line, index) => (
          // From the end, so that a line that comes leaves the others as they are.
          <LogLine key={lines.length - index} line={line} />
        ))}
      </ol>
      {tail.hasOlder.value && (
        <div class={css['more']}>
          <Button onPress={() => tail.readOlder()}>{t('log.older')}</Button>
        </div>
      )}
    </>
  );
}

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

function LogLine({ line: { at, level, message } }: { line: Line }) {
  return (
    <li data-level={level}>
      <time dateTime={at}>{formatDate(Date.parse(at), clock, zone.value)}</time>
      <span class={css['level']}>{t(`log.is.${level}`)}</span>
      <bdi lang="en">{message}</bdi>
    </li>
  );
}
