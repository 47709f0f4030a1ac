import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { formatServiceDay } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { goTo, hrefOf } from '../../router.ts';
import { classes } from '../../ui/classes.ts';
import css from './calendar.module.css';
import { addDays, countRuns, stateOf } from './days.ts';

const long = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

interface DayGridProps {
  readonly weeks: readonly (readonly string[])[];
  /** By service day. */
  readonly nights: ReadonlyMap<string, Api.NightSummary>;
  readonly isLoading: boolean;
  readonly today: string;
  readonly chosen: string | undefined;
  /** The keys lead to a day that is not shown. */
  readonly onBeyond: (day: string) => void;
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -7,
  ArrowRight: 7,
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -28,
  PageDown: 28,
};

/**
 * Weeks as columns, each day a link in the colour of what it came to. Tab leads to one of them, the arrow keys to the
 * others.
 */
export function DayGrid({ weeks, nights, isLoading, today, chosen, onBeyond }: DayGridProps) {
  const table = useRef<HTMLTableElement>(null);
  /** Where the keys are; the one day of the calendar to which Tab leads. */
  const at = useSignal<string | undefined>(undefined);
  /** Where the focus goes as soon as it is shown. */
  const wanted = useRef<string | undefined>(undefined);
  const first = weeks[0]?.[0] ?? today;
  const last = weeks.at(-1)?.[6] ?? today;
  const isShown = (day: string | undefined) =>
    day !== undefined && day >= first && day <= last && day <= today;
  const stop = [at.value, chosen, today].find(isShown) ?? first;
  useEffect(() => {
    if (wanted.current !== stop) return;
    wanted.current = undefined;
    table.current?.querySelector<HTMLElement>(`[data-day="${stop}"]`)?.focus();
  });
  const press = (event: KeyboardEvent) => {
    const isRight = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
    const step = steps[event.key];
    if (event.key === ' ') goTo(hrefOf('nights', stop));
    else if (step === undefined) return;
    else {
      const moved = addDays(stop, isRight && Math.abs(step) === 7 ? -step : step);
      const next = moved > today ? today : moved;
      wanted.current = next;
      at.value = next;
      if (next < first || next > last) onBeyond(next);
    }
    event.preventDefault();
  };
  const [firstWeek = []] = weeks;
  return (
    <>
      <p id="calendar-hint" class="unseen">
        {t('nights.hint')}
      </p>
      <table
        ref={table}
        class={classes(css['grid'], isLoading && css['loading'])}
        aria-label={t('nights.calendar')}
        aria-describedby="calendar-hint"
        aria-busy={isLoading}
        onKeyDown={press}
      >
        <thead>
          <tr>
            <td />
            {monthsOf(weeks).map(({ day, length }) =>
              length > 1 ? (
                <th key={day} scope="colgroup" colSpan={length}>
                  {formatServiceDay(day, { month: 'short' })}
                </th>
              ) : (
                <td key={day} />
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {firstWeek.map((weekday, row) => (
            <tr key={row}>
              <th scope="row">{formatServiceDay(weekday, { weekday: 'short' })}</th>
              {weeks.map(week => {
                const day = week[row] ?? '';
                return (
                  <td key={day}>
                    {day <= today && (
                      <Day
                        day={day}
                        night={nights.get(day)}
                        isChosen={day === chosen}
                        isToday={day === today}
                        isStop={day === stop}
                      />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Each month where its first week begins, and over how many columns it goes. */
function monthsOf(weeks: readonly (readonly string[])[]): { day: string; length: number }[] {
  const months: { day: string; length: number }[] = [];
  for (const [day = ''] of weeks) {
    const last = months.at(-1);
    if (last && last.day.slice(0, 7) === day.slice(0, 7)) last.length++;
    else months.push({ day, length: 1 });
  }
  return months;
}

interface DayProps {
  readonly day: string;
  readonly night: Api.NightSummary | undefined;
  readonly isChosen: boolean;
  readonly isToday: boolean;
  readonly isStop: boolean;
}

function Day({ day, night, isChosen, isToday, isStop }: DayProps) {
  const state = stateOf(night);
  const count = countRuns(night);
  const said = { day: formatServiceDay(day, long), state: t(`night.state.${state}`) };
  const label = count > 0 ? t('nights.dayRuns', { ...said, count }) : t('nights.day', said);
  return (
    <a
      href={hrefOf('nights', day)}
      class={classes(css['day'], isToday && css['today'])}
      data-state={state}
      data-day={day}
      tabIndex={isStop ? 0 : -1}
      aria-label={isToday ? `${label}, ${t('nights.today')}` : label}
      aria-current={isChosen}
      title={label}
    >
      {Number(day.slice(8))}
    </a>
  );
}
