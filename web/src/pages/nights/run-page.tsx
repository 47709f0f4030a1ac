import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Api, NotFoundError } from '../../../../sdk/src/index.ts';
import { startTask, stopTask } from '../../data/actions.ts';
import { onEvents } from '../../data/events.ts';
import { type Resource, useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { tasks } from '../../data/tasks.ts';
import { formatServiceDay } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { taskDescription } from '../../i18n/tasks.ts';
import { hrefOf } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import css from './run.module.css';
import { RunCourse } from './run-course.tsx';
import { RunFailures } from './run-failures.tsx';
import { RunFigures } from './run-figures.tsx';
import { RunLog } from './run-log.tsx';
import { isInHand, stateWord, titleOf, toneOf } from './run-words.ts';
import { useTitle } from './title.ts';
import { Transitions } from './transitions.tsx';

/** One run: how it went, what it did and said, and which files failed in it. */
export function RunPage({ id }: { id: string }) {
  useEffect(() => {
    // As with a page that a browser loads: its begin is read, and keys go there.
    document.getElementById('main')?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, []);
  return /^[1-9]\d{0,14}$/.test(id) ? <Loaded id={Number(id)} /> : <Unknown />;
}

function Unknown() {
  return (
    <Empty
      icon="search"
      title={t('run.unknown')}
      isPage
      actions={<ButtonLink href={hrefOf('nights')}>{t('nights.title')}</ButtonLink>}
    >
      {t('run.unknownText')}
    </Empty>
  );
}

function Loaded({ id }: { id: number }) {
  const read = useResource(() => server.value.runs.get({ id }), [id, server.value]);
  const progress = useLive(id, read);
  const found = read.value.value;
  if (!found) {
    const error = read.error.value;
    if (error instanceof NotFoundError) return <Unknown />;
    if (error !== undefined) return <Failed error={error} onRetry={read.reload} />;
    return (
      <Card>
        <Skeleton lines={9} />
      </Card>
    );
  }
  const { run, transitions } = found;
  return (
    <Page>
      <Heading run={run} />
      <RunFigures run={run} progress={progress.value ?? run.progress} />
      <RunCourse run={run} />
      <RunFailures run={run} />
      {transitions.length > 0 && <Transitions transitions={transitions} />}
      <RunLog id={id} isLive={isInHand(run)} />
    </Page>
  );
}

/** The progress of a run in hand as it is told; its state is read anew when it changes. */
function useLive(id: number, read: Resource<Api.GetRunResponse>) {
  const progress = useSignal<Api.Progress | undefined>(undefined);
  useEffect(
    () =>
      onEvents(events => {
        for (const event of events) {
          if (event.type === 'progress' && event.runId === id) progress.value = event.progress;
          if (event.type === 'run' && event.run.id === id) {
            // What is on record at its end is the last word.
            progress.value = undefined;
            void read.reload();
          }
        }
      }),
    [id, read],
  );
  return progress;
}

function Heading({ run }: { run: Api.Run }) {
  useTitle(titleOf(run.task));
  const { id, task, trigger, serviceDay, outcome, said } = run;
  const live = tasks.value?.find(({ name }) => name === task);
  return (
    <header class={css['heading']}>
      <a class={css['back']} href={hrefOf('nights', serviceDay)}>
        <Icon name="chevron" size={16} />
        {t('run.back', { day: formatServiceDay(serviceDay) })}
      </a>
      <div class={css['title']}>
        <h1>{titleOf(task)}</h1>
        <Actions run={run} />
      </div>
      <p class={css['facts']}>
        <Badge tone={toneOf(run)}>{stateWord(run.state)}</Badge>
        <span>{t('run.number', { id: `${id}` })}</span>
        <span>{t(`run.trigger.${trigger}`)}</span>
      </p>
      {live && <About task={live.task.value} />}
      {outcome !== undefined && (
        <p class={css['outcome']} data-tone={toneOf(run)}>
          <Said text={outcome} said={said} />
        </p>
      )}
    </header>
  );
}

/** What the task is for. */
function About({ task }: { task: Api.Task }) {
  const { text, lang } = taskDescription(task);
  return (
    <p class={css['about']} lang={lang}>
      {text}.
    </p>
  );
}

function Actions({ run }: { run: Api.Run }) {
  const title = titleOf(run.task);
  if (isInHand(run)) {
    const label = run.state === 'running' ? t('task.stop', { task: title }) : t('task.drop', { task: title });
    return (
      <Button icon="stop" onPress={() => stopTask(run.task)}>
        {label}
      </Button>
    );
  }
  const live = tasks.value?.find(({ name }) => name === run.task);
  // A task that is not served any more cannot run.
  if (!live) return null;
  const active = live.task.value.active;
  return active ? (
    <ButtonLink href={hrefOf('nights', 'run', active.id)}>{t('run.runsNow')}</ButtonLink>
  ) : (
    <Button icon="play" onPress={() => startTask(run.task)}>
      {t('run.runAgain')}
    </Button>
  );
}
