import type { Api } from '../../../../sdk/src/index.ts';
import type { LiveTask } from '../../data/tasks.ts';
import { t, tell } from '../../i18n/i18n.ts';
import { explainPause } from '../../i18n/pauses.ts';
import { taskTitle } from '../../i18n/tasks.ts';
import { hrefOf } from '../../router.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Ago } from '../../ui/moment.tsx';
import { decisionTonight } from './groups.ts';
import { explainWaiting } from './reason.ts';
import { TaskActions } from './running-row.tsx';
import css from './tonight.module.css';

/** A task that does not run tonight, why, and what came of it last. */
export function RestingRow({ live }: { live: LiveTask }) {
  const task = live.task.value;
  return (
    <li class={css['resting']} data-off={!task.enabled}>
      <div>
        <h3>{taskTitle(task)}</h3>
        <p class={css['soft']}>{explainWaiting(task, decisionTonight(task))}</p>
      </div>
      <LastRun run={task.last} />
      <TaskActions task={task} />
    </li>
  );
}

/** A task that runs as soon as others, or a pause, let it. */
export function WaitingRow({ live }: { live: LiveTask }) {
  const task = live.task.value;
  const isPausedAlone = task.pause?.scope === task.name;
  return (
    <li class={css['resting']}>
      <div>
        <h3>{taskTitle(task)}</h3>
        {task.pause && isPausedAlone && <p class={css['soft']}>{explainPause(task.pause)}</p>}
      </div>
      <span />
      <TaskActions task={task} />
    </li>
  );
}

const tones: Partial<Record<Api.Run['state'], Tone>> = {
  failed: 'bad',
  interrupted: 'warn',
};

function LastRun({ run }: { run: Api.Run | undefined }) {
  if (!run) return <p class={css['last']}>{t('task.neverRan')}</p>;
  const { id, state, endedAt, createdAt } = run;
  const isEnd = state !== 'scheduled' && state !== 'queued' && state !== 'running';
  return (
    <p class={css['last']}>
      {state === 'succeeded' ? (
        <span class={css['good']}>
          <Icon name="check" size={16} />
          <span class="unseen">{t('state.succeeded')}</span>
        </span>
      ) : (
        isEnd && <Badge tone={tones[state] ?? 'plain'}>{tell(`state.${state}`)}</Badge>
      )}
      <Ago at={Date.parse(endedAt ?? createdAt)} href={hrefOf('nights', 'run', id)} />
    </p>
  );
}
