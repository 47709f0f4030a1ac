import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { onEvents } from '../../data/events.ts';
import { later } from '../../data/later.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Ago } from '../../ui/moment.tsx';
import { Failed } from '../../ui/states.tsx';
import { say } from '../../ui/toasts.tsx';
import css from './run.module.css';

const pageSize = 50;

/** The files that failed in a run, with a further try for those that rest. Nothing where none did. */
export function RunFailures({ run }: { run: Api.Run }) {
  const { id } = run;
  const pages = useSignal(1);
  const read = useResource(() => readFailures(id, pages.peek()), [id, server.value]);
  useEffect(() => {
    if (pages.value > 1) void read.reload();
  }, [pages.value]);
  useEffect(() => {
    const soon = later(500, read.reload);
    return onEvents(events => {
      // Also a later run of the task may mend them.
      if (events.some(event => isAbout(event, run))) soon();
    });
  }, [id, read]);
  const found = read.value.value;
  if (!found) {
    return read.error.value === undefined ? null : <Failed error={read.error.value} onRetry={read.reload} />;
  }
  const { items, hasMore } = found;
  if (items.length === 0) return null;
  const resting = items.filter(({ unitState }) => unitState === 'set-aside');
  return (
    <Card
      title={t('run.failures')}
      flush
      aside={
        resting.length > 1 && (
          <Button icon="refresh" onPress={() => retryAll(id, read.reload)}>
            {t('run.retryAll')}
          </Button>
        )
      }
    >
      <ul class={css['failures']}>
        {items.map(failure => (
          <Failure key={failure.subject} failure={failure} onRetry={() => retryOne(failure, read.reload)} />
        ))}
      </ul>
      {hasMore && (
        <div class={css['more']}>
          <Button
            onPress={() => {
              pages.value++;
            }}
          >
            {t('run.moreFailures')}
          </Button>
        </div>
      )}
    </Card>
  );
}

async function readFailures(id: number, pages: number) {
  const items: Api.Failure[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const read = await server.peek().runs.failures({ id, limit: pageSize, cursor });
    items.push(...read.items);
    cursor = read.nextCursor;
    if (cursor === undefined) break;
  }
  return { items, hasMore: cursor !== undefined };
}

function retryAll(id: number, onDone: () => Promise<void>): Promise<void> {
  return attempt(async () => {
    const { files, outcome } = await server.peek().runs.retryFailures({ id });
    say(outcome === 'nothing-to-retry' ? t('run.retryNothing') : t('run.retryAllStarted', { count: files }));
    await onDone();
  });
}

function retryOne({ unitId, label }: Api.Failure, onDone: () => Promise<void>): Promise<void> {
  return attempt(async () => {
    const { files } = await server.peek().runs.retryAllFailures({ ids: [unitId] });
    say(files === 0 ? t('run.retryGone', { file: label }) : t('run.retryStarted', { file: label }));
    await onDone();
  });
}

/** Whether something tells that the files of a run stand otherwise by now. */
function isAbout(event: Api.Event, { id, task }: Api.Run): boolean {
  if (event.type === 'unit-failed') return event.runId === id;
  return event.type === 'run' && event.run.task === task;
}

/** How a file that failed stands by now; what is known no more was mended, or is gone. */
const standings = {
  'set-aside': ['bad', 'run.setAside'],
  queued: ['accent', 'run.queued'],
  done: ['good', 'run.mended'],
  gone: ['plain', 'run.gone'],
} as const;

interface FailureProps {
  readonly failure: Api.Failure;
  readonly onRetry: () => Promise<void>;
}

function Failure({ failure, onRetry }: FailureProps) {
  const { label, error, said, attempts, unitState, at } = failure;
  const [tone, word] = standings[unitState ?? 'gone'];
  return (
    <li>
      <div>
        <h3>
          <bdi>{label}</bdi>
        </h3>
        <p>
          <Said text={error} said={said} />
        </p>
        <p class={css['facts']}>
          <Badge tone={tone}>{t(word)}</Badge>
          <span>{t('run.attempts', { count: attempts })}</span>
          <Ago at={Date.parse(at)} />
        </p>
      </div>
      {unitState === 'set-aside' && (
        <IconButton icon="refresh" label={t('run.retry', { file: label })} onPress={onRetry} />
      )}
    </li>
  );
}
