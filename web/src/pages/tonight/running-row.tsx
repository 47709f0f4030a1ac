import type { Api } from '../../../../sdk/src/index.ts';
import { pause, resume, startTask, stopTask } from '../../data/actions.ts';
import type { LiveTask } from '../../data/tasks.ts';
import { formatBytes, formatLength, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { explainPause } from '../../i18n/pauses.ts';
import { Said } from '../../i18n/said.tsx';
import { taskTitle } from '../../i18n/tasks.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import css from './tonight.module.css';

/** A task in hand: how far it is, how fast, for how long yet. */
export function RunningRow({ live }: { live: LiveTask }) {
  const task = live.task.value;
  return (
    <li class={css['running']}>
      <div class={css['head']}>
        <h3>{taskTitle(task)}</h3>
        {task.pause && <Badge tone="warn">{t('task.isPaused')}</Badge>}
        <TaskActions task={task} />
      </div>
      {/* What rests all of them is told above the page. */}
      {task.pause?.scope === task.name && <p class={css['because']}>{explainPause(task.pause)}</p>}
      <Moving live={live} title={taskTitle(task)} isResting={task.pause !== undefined} />
    </li>
  );
}

/** Drawn anew with every report; all around it stays. */
function Moving({ live, title, isResting }: { live: LiveTask; title: string; isResting: boolean }) {
  const progress = live.progress.value;
  if (!progress) return null;
  const share = shareOf(progress);
  const figures = describe(progress, isResting);
  return (
    <>
      <p class={css['subtitle']}>
        {progress.subtitle === undefined ? (
          t('task.preparing')
        ) : (
          <Said text={progress.subtitle} said={progress.said} />
        )}
      </p>
      <ProgressBar share={share} label={title} text={figures.join(', ')} isResting={isResting} />
      <p class={css['figures']}>
        {figures.map((figure, index) => (
          <span key={index}>{figure}</span>
        ))}
        {share !== undefined && <strong>{formatPercent(share)}</strong>}
      </p>
    </>
  );
}

/** By bytes where they are known: files differ in size. */
function shareOf({ done, total, bytesDone, bytesTotal }: Api.Progress): number | undefined {
  if (bytesTotal) return bytesDone / bytesTotal;
  return total ? done / total : undefined;
}

function describe(
  { done, total, failed, bytesPerSecond, timeLeftMs }: Api.Progress,
  isResting: boolean,
): string[] {
  const figures = [
    total === undefined ? t('task.filesDone', { count: done }) : t('task.files', { done, count: total }),
  ];
  if (failed > 0) figures.push(t('task.failed', { count: failed }));
  if (isResting) return figures;
  if (bytesPerSecond) figures.push(t('task.rate', { bytes: formatBytes(bytesPerSecond) }));
  if (timeLeftMs !== undefined) figures.push(t('task.timeLeft', { length: formatLength(timeLeftMs) }));
  return figures;
}

/** What can be done with a task as it is. */
export function TaskActions({ task }: { task: Api.Task }) {
  const { name, active, pause: resting } = task;
  const title = taskTitle(task);
  if (!active) {
    return (
      <div class={css['buttons']}>
        <IconButton icon="play" label={t('task.start', { task: title })} onPress={() => startTask(name)} />
      </div>
    );
  }
  const isPausedAlone = resting?.cause === 'hand' && resting.scope === name;
  const stopping =
    active.state === 'running' ? t('task.stop', { task: title }) : t('task.drop', { task: title });
  return (
    <div class={css['buttons']}>
      {isPausedAlone && (
        <IconButton icon="play" label={t('task.resume', { task: title })} onPress={() => resume(name)} />
      )}
      {!resting && active.state === 'running' && (
        <IconButton icon="pause" label={t('task.pause', { task: title })} onPress={() => pause(name)} />
      )}
      <IconButton icon="stop" label={stopping} onPress={() => stopTask(name)} />
    </div>
  );
}
