import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { comingNights } from '../../data/plan.ts';
import { useResource } from '../../data/resource.ts';
import { zone } from '../../data/server.ts';
import { server } from '../../data/session.ts';
import { formatServiceDay, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { goTo, hrefOf } from '../../router.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { addDays, type DayState, stateOf } from './days.ts';
import { Gantt, type Hours } from './gantt.tsx';
import css from './nights.module.css';
import { Report } from './report.tsx';

const pageSize = 200;

const tones: Readonly<Record<DayState, Tone>> = {
  well: 'good',
  files: 'warn',
  failed: 'bad',
  active: 'accent',
  idle: 'plain',
  none: 'plain',
};

/** One night: its runs on the clock, and what was reported of it. */
export function Night({ day, today }: { day: string; today: string }) {
  const pages = useSignal(1);
  const runs = useResource(() => readRuns(day, pages.peek()), [day, server.value], ['run']);
  const reports = useResource(() => readReports(day), [day, server.value], ['report']);
  useEffect(() => {
    if (pages.value > 1) void runs.reload();
  }, [pages.value]);
  const found = runs.value.value;
  const hours = hoursOf(day, reports.value.value);
  return (
    <>
      <header class={css['night']}>
        <div>
          <h2>
            {formatServiceDay(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}
          </h2>
          <Facts runs={found} hours={hours} />
        </div>
        <div class={css['beside']}>
          <IconButton
            icon="chevron"
            label={t('night.dayBefore')}
            onPress={() => goTo(hrefOf('nights', addDays(day, -1)))}
          />
          <IconButton
            icon="chevron"
            label={t('night.dayAfter')}
            disabled={day >= today}
            onPress={() => goTo(hrefOf('nights', addDays(day, 1)))}
          />
        </div>
      </header>
      <Runs
        runs={found}
        error={runs.error.value}
        hours={hours}
        onRetry={runs.reload}
        onMore={() => {
          pages.value++;
        }}
      />
      {reports.error.value !== undefined && reports.value.value === undefined ? (
        <Failed error={reports.error.value} onRetry={reports.reload} />
      ) : (
        reports.value.value?.map(report => (
          <Report key={report.night.windowId} report={report} isOnly={reports.value.value?.length === 1} />
        ))
      )}
    </>
  );
}

interface FoundRuns {
  /** Oldest first. */
  readonly items: readonly Api.Run[];
  readonly hasMore: boolean;
}

async function readRuns(serviceDay: string, pages: number): Promise<FoundRuns> {
  const items: Api.Run[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const read = await server.peek().runs.list({ serviceDay, limit: pageSize, cursor });
    items.push(...read.items);
    cursor = read.nextCursor;
    if (cursor === undefined) break;
  }
  return { items: items.toReversed(), hasMore: cursor !== undefined };
}

async function readReports(serviceDay: string): Promise<readonly Api.Report[]> {
  return (await server.peek().plan.reports({ serviceDay })).items;
}

/** When its windows were open: as reported, or as planned for the night to come. */
function hoursOf(day: string, reports: readonly Api.Report[] = []): Hours[] {
  const reported = reports.map(({ night }) => ({
    opensAt: Date.parse(night.opensAt),
    closesAt: Date.parse(night.closesAt),
  }));
  const planned = (comingNights.value ?? []).filter(({ serviceDay }) => serviceDay === day);
  return reported.length > 0 ? reported : planned.map(({ opensAt, closesAt }) => ({ opensAt, closesAt }));
}

function Facts({ runs, hours }: { runs: FoundRuns | undefined; hours: readonly Hours[] }) {
  const time = (at: number) => formatTime(at, zone.value);
  const state = runs && stateOf(summarize(runs.items));
  return (
    <p>
      {state && state !== 'none' && <Badge tone={tones[state]}>{t(`night.state.${state}`)}</Badge>}
      {hours.map(({ opensAt, closesAt }) => (
        <span key={opensAt}>{t('night.window', { opens: time(opensAt), closes: time(closesAt) })}</span>
      ))}
      {runs && runs.items.length > 0 && !runs.hasMore && (
        <span>{t('night.runs', { count: runs.items.length })}</span>
      )}
    </p>
  );
}

function summarize(runs: readonly Api.Run[]): Api.NightSummary | undefined {
  const [first] = runs;
  if (!first) return undefined;
  const counts: Api.NightSummary['runs'] = {};
  for (const { state } of runs) counts[state] = (counts[state] ?? 0) + 1;
  const failedFiles = runs.reduce((sum, { progress }) => sum + progress.failed, 0);
  return { serviceDay: first.serviceDay, runs: counts, failedFiles, reports: 0 };
}

interface RunsProps {
  readonly runs: FoundRuns | undefined;
  readonly error: unknown;
  readonly hours: readonly Hours[];
  readonly onRetry: () => Promise<void>;
  readonly onMore: () => void;
}

function Runs({ runs, error, hours, onRetry, onMore }: RunsProps) {
  if (!runs) {
    return error === undefined ? (
      <Card>
        <Skeleton lines={6} />
      </Card>
    ) : (
      <Card>
        <Failed error={error} onRetry={onRetry} />
      </Card>
    );
  }
  if (runs.items.length === 0) {
    return (
      <Card>
        <Empty icon="moon" title={t('night.nothingRan')}>
          {t('night.nothingRanText')}
        </Empty>
      </Card>
    );
  }
  return (
    <Card title={t('night.onTheClock')} flush>
      <Gantt runs={runs.items} hours={hours} />
      {runs.hasMore && (
        <div class={css['more']}>
          <Button onPress={onMore}>{t('night.moreRuns')}</Button>
        </div>
      )}
    </Card>
  );
}
