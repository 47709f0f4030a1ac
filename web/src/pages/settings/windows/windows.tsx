import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Api, BadRequestError } from '../../../../../sdk/src/index.ts';
import { attempt } from '../../../data/actions.ts';
import { connection } from '../../../data/events.ts';
import { useResource } from '../../../data/resource.ts';
import { server } from '../../../data/session.ts';
import { useUnsaved } from '../../../data/unsaved.ts';
import { t } from '../../../i18n/i18n.ts';
import { hrefOf } from '../../../router.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, ButtonLink } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Page, PageHeading } from '../../../ui/page.tsx';
import { Failed, Skeleton } from '../../../ui/states.tsx';
import { say } from '../../../ui/toasts.tsx';
import { isWindows } from '../topics.ts';
import { type DraftWindow, newWindow, toDraft, toWanted } from './draft.ts';
import { type Foretold, Preview } from './preview.tsx';
import { WeekGrid } from './week-grid.tsx';
import { WindowForm } from './window-form.tsx';
import css from './windows.module.css';

/** After the last change, so that a hand that moves asks nothing. */
const restMs = 300;

/** When Butler works by itself: on a week, in a list, and what would become of the coming nights. */
export function Windows() {
  const { value, error, reload } = useResource(
    () => server.peek().plan.windows(),
    [server.value],
    ['preference'],
  );
  const windows = value.value;
  return (
    <Page>
      <PageHeading
        title={t('windows.title')}
        actions={<ButtonLink href={hrefOf('settings', 'hours')}>{t('windows.back')}</ButtonLink>}
      >
        {windows && t('windows.text', { zone: windows.zone })}
      </PageHeading>
      {windows ? (
        <Editor windows={windows} onSaved={reload} />
      ) : error.value === undefined ? (
        <Card>
          <Skeleton lines={10} />
        </Card>
      ) : (
        <Failed error={error.value} onRetry={reload} />
      )}
    </Page>
  );
}

interface EditorProps {
  readonly windows: Api.Windows;
  readonly onSaved: () => Promise<void>;
}

function Editor({ windows, onSaved }: EditorProps) {
  const saved = JSON.stringify(windows.windows.map(window => toWanted(toDraft(window))));
  const draft = useSignal<readonly DraftWindow[]>(windows.windows.map(toDraft));
  const known = useSignal(saved);
  const chosen = useSignal<number | undefined>(undefined);
  const wanted = useComputed(() => JSON.stringify(draft.value.map(toWanted)));
  const discard = () => {
    draft.value = windows.windows.map(toDraft);
  };
  useEffect(() => {
    if (known.value === saved) return;
    // What another tab saved shows here, unless something else is being made.
    if (known.value === wanted.peek()) discard();
    known.value = saved;
  }, [saved]);
  const isChanged = wanted.value !== saved;
  useUnsaved('windows', isChanged, isWindows);
  const foretold = usePlan(wanted.value);
  const change = (changed: readonly DraftWindow[]) => {
    draft.value = changed;
  };
  const save = () =>
    attempt(async () => {
      const before = windows.windows;
      await server.peek().plan.setWindows({ windows: draft.value.map(toWanted) });
      await onSaved();
      say(t('windows.saved'), () =>
        attempt(async () => {
          await server.peek().plan.setWindows({ windows: before });
          await onSaved();
        }),
      );
    });
  return (
    <div class={css['columns']}>
      <div class={css['main']}>
        <Card title={t('windows.week')}>
          <WeekGrid
            windows={draft.value}
            cutoffForAll={windows.cutoffMinutes}
            chosen={chosen}
            onChange={change}
          />
        </Card>
        <Card
          title={t('windows.list')}
          aside={
            <Button
              icon="plus"
              onPress={() => {
                const added = newWindow(6, 13 * 60, 120);
                change([...draft.value, added]);
                chosen.value = added.key;
              }}
            >
              {t('windows.add')}
            </Button>
          }
        >
          {draft.value.length === 0 && <p class={css['note']}>{t('windows.none')}</p>}
          <ul class={css['list']}>
            {draft.value.map((window, index) => (
              <li key={window.key}>
                <WindowForm
                  window={window}
                  number={index + 1}
                  isChosen={chosen.value === window.key}
                  onChoose={() => {
                    chosen.value = window.key;
                  }}
                  onChange={changed =>
                    change(draft.value.map(other => (other.key === window.key ? changed : other)))
                  }
                  onRemove={() => change(draft.value.filter(({ key }) => key !== window.key))}
                />
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <div class={css['aside']}>
        <Preview foretold={foretold} isChanged={isChanged} />
      </div>
      {isChanged && (
        <div class={css['bar']}>
          <Badge tone="warn">{t('windows.unsaved')}</Badge>
          <Button onPress={discard}>{t('settings.discard')}</Button>
          <Button
            kind="primary"
            disabled={foretold.refused !== undefined && !foretold.isStale}
            onPress={save}
          >
            {t('settings.save')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What the nights would be with windows; the last answer while another one is awaited. @param wanted as JSON */
function usePlan(wanted: string): Foretold {
  const found = useSignal<Omit<Foretold, 'isStale'> & { readonly of?: string }>({});
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const ask = async () => {
      try {
        const windows = JSON.parse(wanted) as Api.WantedWindows['windows'];
        const plan = await server.peek().plan.preview({ windows: { windows }, nights: 7 }, { signal });
        if (!signal.aborted) found.value = { of: wanted, plan };
      } catch (error) {
        if (signal.aborted) return;
        const refused =
          error instanceof BadRequestError
            ? (error.problem?.errors?.[0] ?? { message: error.message })
            : undefined;
        found.value = { of: wanted, ...(refused === undefined ? { isUnknown: true } : { refused }) };
      }
    };
    const timer = setTimeout(ask, found.peek().of === undefined ? 0 : restMs);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [wanted, connection.value === 'live']);
  const { of, ...rest } = found.value;
  return { ...rest, isStale: of !== wanted };
}
