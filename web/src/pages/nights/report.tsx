import type { Api } from '../../../../sdk/src/index.ts';
import { formatBytes, formatDay, formatNumber, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { taskTitle } from '../../i18n/tasks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { formatSeconds } from './course-words.ts';
import { Figures } from './figures.tsx';
import css from './report.module.css';
import { titleOf } from './run-words.ts';

/** What one window of a night came to: in figures, what failed, what is left, and what was to come. */
export function Report({ report, isOnly }: { report: Api.Report; isOnly: boolean }) {
  const { night, zone, madeAt, isLate, tasks, next } = report;
  const time = (text: string) => formatTime(Date.parse(text), zone);
  const hours = { opens: time(night.opensAt), closes: time(night.closesAt) };
  const ran = tasks.filter(({ started }) => started);
  const cpuSeconds = tasks.reduce((sum, { use }) => sum + (use?.cpuSeconds ?? 0), 0);
  const sum = (of: 'done' | 'failed' | 'bytes' | 'left') => tasks.reduce((sum, task) => sum + task[of], 0);
  return (
    <Card
      title={isOnly ? t('report.title') : t('report.titleOf', hours)}
      aside={<span class={css['soft']}>{t('report.madeAt', { time: time(madeAt) })}</span>}
    >
      <div class={css['report']}>
        {isLate && (
          <p class={css['late']}>
            <Icon name="warning" size={16} />
            {t('report.late')}
          </p>
        )}
        <Figures
          figures={[
            { title: t('report.tasks'), value: formatNumber(ran.length) },
            { title: t('report.files'), value: formatNumber(sum('done')) },
            { title: t('report.bytes'), value: formatBytes(sum('bytes')) },
            ...(cpuSeconds > 0 ? [{ title: t('course.cpu'), value: formatSeconds(cpuSeconds) }] : []),
            {
              title: t('report.failedFiles'),
              value: formatNumber(report.failures.count),
              isBad: report.failures.count > 0,
            },
            { title: t('report.left'), value: formatNumber(sum('left')) },
          ]}
        />
        <div class={css['parts']}>
          <Failures failures={report.failures} />
          <Left tasks={tasks.filter(({ left }) => left > 0)} />
          {next && <Next next={next} />}
        </div>
      </div>
    </Card>
  );
}

function Failures({ failures: { count, first } }: { failures: Api.Report['failures'] }) {
  if (count === 0) return null;
  return (
    <section class={css['wide']}>
      <h3>{t('report.failures')}</h3>
      <ul class={css['failures']}>
        {first.map(({ task, label, error, said, setAside }, index) => (
          <li key={index}>
            <p>
              <bdi class={css['file']}>{label}</bdi>
              <Badge tone={setAside ? 'bad' : 'warn'}>
                {setAside ? t('report.setAside') : t('report.triedAgain')}
              </Badge>
            </p>
            <p class={css['soft']}>
              <span>{titleOf(task)}</span>
              <Said text={error} said={said} />
            </p>
          </li>
        ))}
      </ul>
      {count > first.length && (
        <p class={css['soft']}>{t('report.moreFailures', { count: count - first.length })}</p>
      )}
    </section>
  );
}

function Left({ tasks }: { tasks: readonly Api.TaskReport[] }) {
  if (tasks.length === 0) return null;
  return (
    <section>
      <h3>{t('report.leftFor')}</h3>
      <ul class={css['list']}>
        {tasks.map(({ task, title, left }) => (
          <li key={task}>{t('report.leftOf', { task: taskTitle({ name: task, title }), count: left })}</li>
        ))}
      </ul>
    </section>
  );
}

function Next({ next: { night, zone, decisions } }: { next: NonNullable<Api.Report['next']> }) {
  const opensAt = Date.parse(night.opensAt);
  const planned = decisions.filter(({ action }) => action !== 'skip');
  return (
    <section>
      <h3>{t('report.next')}</h3>
      <p class={css['soft']}>
        {t('report.nextHours', {
          day: formatDay(opensAt, zone),
          opens: formatTime(opensAt, zone),
          closes: formatTime(Date.parse(night.closesAt), zone),
        })}
      </p>
      <p>
        {planned.length === 0 ? t('report.nextNothing') : t('report.nextTasks', { count: planned.length })}
      </p>
      <ul class={css['list']}>
        {planned.map(({ task, title }) => (
          <li key={task}>{taskTitle({ name: task, title })}</li>
        ))}
      </ul>
    </section>
  );
}
