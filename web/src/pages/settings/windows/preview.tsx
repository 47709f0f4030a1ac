import type { Api } from '../../../../../sdk/src/index.ts';
import { zone } from '../../../data/server.ts';
import { tasks } from '../../../data/tasks.ts';
import { formatDate, formatServiceDay, formatTime } from '../../../i18n/format.ts';
import { t } from '../../../i18n/i18n.ts';
import { taskTitle } from '../../../i18n/tasks.ts';
import { Card } from '../../../ui/card.tsx';
import { classes } from '../../../ui/classes.ts';
import { Skeleton } from '../../../ui/states.tsx';
import { Refusal, type Refused } from '../refusal.tsx';
import css from './preview.module.css';

type Plan = Api.PreviewPlanResponse;

/** What the server says of the windows as they are drawn. */
export interface Foretold {
  readonly plan?: Plan;
  /** Why they could not be saved. */
  readonly refused?: Refused;
  /** It does not answer. */
  readonly isUnknown?: boolean;
  /** This was said of windows before them. */
  readonly isStale: boolean;
}

interface PreviewProps {
  readonly foretold: Foretold;
  readonly isChanged: boolean;
}

/** So many tasks are named; of the others their number. */
const mostNamed = 6;

/** What the coming nights would be. */
export function Preview({ foretold, isChanged }: PreviewProps) {
  const { plan, refused, isUnknown, isStale } = foretold;
  return (
    <Card title={t(isChanged ? 'windows.wouldBe' : 'windows.coming')}>
      <div class={css['preview']} aria-live="polite" aria-busy={isStale}>
        {refused !== undefined ? (
          <p class={css['refused']}>
            <Refusal lead="windows.refused" refused={refused} />
          </p>
        ) : isUnknown ? (
          <p class={css['none']}>{t('windows.unknown')}</p>
        ) : plan === undefined ? (
          <Skeleton lines={7} />
        ) : (
          <>
            <ul class={classes(css['nights'], isStale && css['none'])}>
              {plan.items.map((night, index) => (
                <Night key={`${night.serviceDay} ${index}`} night={night} />
              ))}
            </ul>
            {isChanged && (isStale ? <Skeleton lines={3} /> : <Changes changes={plan.changes} />)}
          </>
        )}
      </div>
    </Card>
  );
}

function Night({ night }: { night: Plan['items'][number] }) {
  const { serviceDay, opensAt, closesAt } = night;
  const count = night.tasks.filter(({ action }) => action !== 'skip').length;
  return (
    <li>
      <span>{formatServiceDay(serviceDay)}</span>
      {opensAt === null || closesAt === null ? (
        <span class={css['none']}>{t('windows.noNight')}</span>
      ) : (
        <>
          <span>
            {t('windows.hours', {
              opens: formatTime(Date.parse(opensAt), zone.value),
              closes: formatTime(Date.parse(closesAt), zone.value),
            })}
          </span>
          <span class={css['none']}>{t('windows.tasks', { count })}</span>
        </>
      )}
    </li>
  );
}

function Changes({ changes }: { changes: Plan['changes'] }) {
  if (changes.length === 0) return <p class={css['none']}>{t('windows.sameStarts')}</p>;
  return (
    <div class={css['changes']}>
      <h3>{t('windows.starts', { count: changes.length })}</h3>
      <ul>
        {changes.slice(0, mostNamed).map(({ task, before, after }) => (
          <li key={task}>
            <span>{titleOf(task)}</span>
            <span class={css['times']}>
              <del>
                <span class="unseen">{t('windows.before')} </span>
                {tellStart(before)}
              </del>
              <ins>
                <span class="unseen">{t('windows.after')} </span>
                {tellStart(after)}
              </ins>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > mostNamed && (
        <p class={css['none']}>{t('windows.more', { count: changes.length - mostNamed })}</p>
      )}
    </div>
  );
}

function titleOf(name: string): string {
  const live = tasks.value?.find(task => task.name === name);
  return live ? taskTitle(live.task.value) : name;
}

function tellStart(start: { readonly at: string } | undefined): string {
  if (!start) return t('windows.never');
  const at = Date.parse(start.at);
  return `${formatDate(at, { weekday: 'short' }, zone.value)} ${formatTime(at, zone.value)}`;
}
