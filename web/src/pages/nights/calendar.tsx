import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { formatServiceDay } from '../../i18n/format.ts';
import { locale, t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import css from './calendar.module.css';
import { DayGrid } from './day-grid.tsx';
import { addDays, dayStates, findNewest, firstDayOf, weeksUntil } from './days.ts';
import { isNarrow } from './narrow.ts';

interface CalendarProps {
  readonly today: string;
  readonly chosen: string | undefined;
  /** Told the last day of which there is anything. */
  readonly onNewest: (day: string) => void;
}

/** Half a year of nights, on a phone a quarter: each week a column, each day its state. Only what is shown is asked for. */
export function Calendar({ today, chosen, onNewest }: CalendarProps) {
  const weekCount = isNarrow.value ? 12 : 26;
  /** The day at the end. */
  const end = useSignal(today);
  const weeks = useMemo(
    () => weeksUntil(end.value, weekCount, firstDayOf(locale.value)),
    [end.value, weekCount, locale.value],
  );
  const from = weeks[0]?.[0] ?? today;
  const last = weeks.at(-1)?.[6] ?? today;
  const read = useResource(
    () => server.value.plan.nights({ from, to: last }),
    [from, last, server.value],
    ['run', 'night-ended', 'report'],
  );
  const items = read.value.value?.items;
  /** What was read before is shown until it is known better: another size of the window, or page, hides nothing. */
  const known = useRef(new Map<string, Api.NightSummary>());
  for (const night of items ?? []) known.current.set(night.serviceDay, night);
  const newest = items && findNewest(items);
  useEffect(() => {
    if (newest !== undefined && last >= today) onNewest(newest);
  }, [newest, last, today]);
  useEffect(() => {
    // Who steps from day to day is followed.
    if (chosen !== undefined && (chosen < from || chosen > last)) end.value = chosen;
  }, [chosen]);
  const move = (weeks: number) => {
    const moved = addDays(end.value, weeks * 7);
    end.value = moved > today ? today : moved;
  };
  if (read.error.value !== undefined && !items) {
    return (
      <Card>
        <Failed error={read.error.value} onRetry={read.reload} />
      </Card>
    );
  }
  if (items?.length === 0 && known.current.size === 0 && chosen === undefined) {
    return (
      <NothingLately
        onEarlier={day => {
          end.value = day;
          onNewest(day);
        }}
      />
    );
  }
  const month = { month: 'long', year: 'numeric' } as const;
  return (
    <Card
      title={t('nights.span', {
        from: formatServiceDay(from, month),
        to: formatServiceDay(end.value, month),
      })}
      aside={
        <div class={css['pager']}>
          <IconButton icon="chevron" label={t('nights.earlier')} onPress={() => move(-weekCount)} />
          <IconButton
            icon="chevron"
            label={t('nights.later')}
            disabled={last >= today}
            onPress={() => move(weekCount)}
          />
        </div>
      }
    >
      <DayGrid
        weeks={weeks}
        nights={known.current}
        isLoading={items === undefined}
        today={today}
        chosen={chosen}
        onBeyond={day => move(day < from ? -weekCount : weekCount)}
      />
      <Legend />
    </Card>
  );
}

/** Where nothing happened for so long: there may be something before, to which it leads. */
function NothingLately({ onEarlier }: { onEarlier: (day: string) => void }) {
  const read = useResource(() => server.value.runs.list({ limit: 1 }), [server.value]);
  const last = read.value.value?.items.at(0)?.serviceDay;
  useEffect(() => {
    if (last !== undefined) onEarlier(last);
  }, [last]);
  return (
    <Card>
      {read.value.value && last === undefined ? (
        <Empty icon="moon" title={t('nights.empty')}>
          {t('nights.emptyText')}
        </Empty>
      ) : (
        <Skeleton />
      )}
    </Card>
  );
}

function Legend() {
  return (
    <ul class={css['legend']}>
      {dayStates.map(state => (
        <li key={state}>
          <span class={css['day']} data-state={state} aria-hidden="true">
            {state === 'none' && '–'}
          </span>
          {t(`night.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}
