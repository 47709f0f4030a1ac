import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { onEvents } from '../../data/events.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { Failed } from '../../ui/states.tsx';
import css from './course.module.css';
import { leastStretches, together, toStretches, withChanges } from './course.ts';
import { CourseCharts } from './course-charts.tsx';
import { CourseTable } from './course-table.tsx';
import { formatSeconds } from './course-words.ts';
import { isInHand } from './run-words.ts';

/** How a run went: its pace, and what it used, along its time. Nothing where nothing is kept of it. */
export function RunCourse({ run }: { run: Api.Run }) {
  const samples = useSamples(run.id);
  const found = samples.value.value;
  if (!found) {
    const error = samples.error.value;
    return error === undefined ? null : <Failed error={error} onRetry={samples.reload} />;
  }
  if (run.startedAt === undefined || (found.samples.length === 0 && !isInHand(run))) return null;
  const beganAt = Date.parse(run.startedAt);
  const stretches = toStretches(found);
  return (
    <Card title={t('course.title')}>
      <Totals samples={found.samples} />
      {stretches.length < leastStretches ? (
        <p class={css['soft']}>{isInHand(run) ? t('course.soon') : t('course.short')}</p>
      ) : (
        <div class={css['course']}>
          <CourseCharts beganAt={beganAt} stretches={stretches} />
          <OnDemand title={t('course.table')}>
            {() => (
              <>
                <p class={css['soft']}>{t('course.shared')}</p>
                <CourseTable beganAt={beganAt} stretches={stretches} />
              </>
            )}
          </OnDemand>
        </div>
      )}
    </Card>
  );
}

/** The samples of a run, with those that are told while it is in hand. */
function useSamples(id: number) {
  const read = useResource(() => server.value.runs.samples({ id }), [id, server.value]);
  useEffect(
    () =>
      onEvents(events => {
        for (const event of events) {
          const known = read.value.peek();
          if (event.type === 'run' && event.run.id === id) void read.reload();
          if (event.type !== 'samples' || event.runId !== id || !known) continue;
          if (event.bucketMs === known.bucketMs) read.value.value = withChanges(known, event.samples);
          // It has grown so long that all of them are others now.
          else void read.reload();
        }
      }),
    [id, read],
  );
  return read;
}

function Totals({ samples }: { samples: readonly Api.RunSample[] }) {
  const { cpuSeconds, bytesRead, bytesWritten } = together(samples);
  const totals = [
    t('course.cpuTime', { length: formatSeconds(cpuSeconds) }),
    ...(bytesRead > 0 ? [t('course.bytesRead', { bytes: formatBytes(bytesRead) })] : []),
    ...(bytesWritten > 0 ? [t('course.bytesWritten', { bytes: formatBytes(bytesWritten) })] : []),
  ];
  return <p class={css['totals']}>{totals.join(' · ')}</p>;
}

function OnDemand({ title, children }: { title: string; children: () => ComponentChildren }) {
  const isOpen = useSignal(false);
  return (
    <details
      class={css['more']}
      onToggle={event => {
        isOpen.value = event.currentTarget.open;
      }}
    >
      <summary>{title}</summary>
      {isOpen.value && children()}
    </details>
  );
}
