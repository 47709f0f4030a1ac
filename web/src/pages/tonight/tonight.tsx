import { comingNights } from '../../data/plan.ts';
import { reloadTasks, tasks, tasksError } from '../../data/tasks.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { Clock } from './clock.tsx';
import { resting, running, waiting } from './groups.ts';
import { Heading } from './heading.tsx';
import { RestingRow, WaitingRow } from './resting-row.tsx';
import { RunningRow } from './running-row.tsx';

/** What runs now, what the night will bring, and why all else does not run. */
export function Tonight() {
  return (
    <Page>
      <Heading />
      <Body />
    </Page>
  );
}

function Body() {
  if (tasks.value === undefined) {
    return tasksError.value === undefined ? (
      <Card>
        <Skeleton lines={9} />
      </Card>
    ) : (
      <Failed error={tasksError.value} onRetry={() => reloadTasks().catch(() => {})} />
    );
  }
  return (
    <>
      <Running />
      <Waiting />
      <Night />
      <Resting />
    </>
  );
}

function Running() {
  const rows = running.value;
  if (rows.length === 0) return null;
  return (
    <Card title={t('list.running')} aside={<Badge tone="accent">{rows.length}</Badge>} flush>
      <ul>
        {rows.map(live => (
          <RunningRow key={live.name} live={live} />
        ))}
      </ul>
    </Card>
  );
}

function Waiting() {
  const rows = waiting.value;
  if (rows.length === 0) return null;
  return (
    <Card title={t('list.waiting')} aside={<Badge>{rows.length}</Badge>} flush>
      <ul>
        {rows.map(live => (
          <WaitingRow key={live.name} live={live} />
        ))}
      </ul>
    </Card>
  );
}

function Night() {
  const nights = comingNights.value;
  if (nights === undefined) return null;
  if (nights.length === 0) {
    return (
      <Card>
        <Empty icon="moon" title={t('tonight.noWindow')}>
          {t('tonight.noWindowText')}
        </Empty>
      </Card>
    );
  }
  return <Clock nights={nights} />;
}

function Resting() {
  const rows = resting.value;
  if (rows.length === 0) return null;
  return (
    <Card title={t('list.resting')} aside={<Badge>{rows.length}</Badge>} flush>
      <ul>
        {rows.map(live => (
          <RestingRow key={live.name} live={live} />
        ))}
      </ul>
    </Card>
  );
}
