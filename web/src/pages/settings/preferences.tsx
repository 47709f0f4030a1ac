import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { keptInBrowser } from '../../data/kept.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { isUnsaved } from '../../data/unsaved.ts';
import { t } from '../../i18n/i18n.ts';
import { hrefOf } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page, PageHeading } from '../../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import css from './preferences.module.css';
import type { Settings } from './saved.ts';
import { isShown } from './search.ts';
import { SettingRow } from './setting-row.tsx';
import { type Topic, topicOf, topics } from './topics.ts';
import { labelOf, summaryOf } from './words.ts';

const keptAdvanced = keptInBrowser('settings.advanced');

/** Every preference, by what it is about. */
export function Preferences({ topic }: { topic?: Topic }) {
  const { value, error, reload } = useResource(
    async () => (await server.peek().settings.list()).items as readonly Api.Setting[],
    [server.value],
    ['preference'],
  );
  const words = useSignal('');
  const withAdvanced = useSignal(keptAdvanced.read() !== null);
  const onlyChanged = useSignal(false);
  const isThere = value.value !== undefined;
  useEffect(() => {
    if (topic && isThere) document.getElementById(`settings-${topic}`)?.scrollIntoView();
  }, [topic, isThere]);
  const all = value.value;
  // What is being written stays in sight.
  const shown = all?.filter(
    setting =>
      isUnsaved(setting.id) ||
      isShown(setting, [labelOf(setting), summaryOf(setting), t(`settings.${topicOf(setting)}`)].join(' '), {
        words: words.value.trim(),
        withAdvanced: withAdvanced.value,
        onlyChanged: onlyChanged.value,
      }),
  );
  return (
    <Page>
      <PageHeading title={t('page.settings')}>{t('settings.text')}</PageHeading>
      <div class={css['tools']}>
        <div class={css['search']}>
          <Icon name="search" size={18} />
          <input
            type="search"
            dir="auto"
            maxLength={200}
            autocomplete="off"
            aria-label={t('settings.search')}
            placeholder={t('settings.search')}
            value={words.value}
            onInput={event => {
              words.value = event.currentTarget.value;
            }}
          />
        </div>
        <Switch
          label={t('settings.onlyChanged')}
          isOn={onlyChanged.value}
          onChange={isOn => {
            onlyChanged.value = isOn;
          }}
        />
        <Switch
          label={t('settings.advanced')}
          isOn={withAdvanced.value}
          onChange={isOn => {
            withAdvanced.value = isOn;
            if (isOn) keptAdvanced.write('shown');
            else keptAdvanced.forget();
          }}
        />
        <p role="status" class={css['count']}>
          {shown && all && t('settings.count', { count: shown.length, all: all.length })}
        </p>
      </div>
      {shown ? (
        shown.length > 0 ? (
          <Topics settings={value} shown={shown} current={topic} />
        ) : (
          <Empty
            icon="search"
            title={t('settings.none')}
            actions={
              <Button
                onPress={() => {
                  words.value = '';
                  onlyChanged.value = false;
                }}
              >
                {t('settings.showAll')}
              </Button>
            }
          >
            {onlyChanged.value ? t('settings.noneChanged') : t('settings.noneText')}
          </Empty>
        )
      ) : error.value === undefined ? (
        <Card>
          <Skeleton lines={12} />
        </Card>
      ) : (
        <Failed error={error.value} onRetry={reload} />
      )}
    </Page>
  );
}

interface TopicsProps {
  readonly settings: Settings;
  readonly shown: readonly Api.Setting[];
  readonly current: Topic | undefined;
}

function Topics({ settings, shown, current }: TopicsProps) {
  const byTopic = Map.groupBy(shown, topicOf);
  const present = topics.filter(topic => byTopic.has(topic));
  return (
    <div class={css['columns']}>
      <nav class={css['topics']} aria-label={t('settings.topics')}>
        <ul>
          {present.map(topic => (
            <li key={topic}>
              <a
                href={hrefOf('settings', topic)}
                aria-current={topic === current ? 'location' : undefined}
                // The address may name it already.
                onClick={() => document.getElementById(`settings-${topic}`)?.scrollIntoView()}
              >
                {t(`settings.${topic}`)}
                <span aria-hidden="true">{byTopic.get(topic)?.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class={css['cards']}>
        {present.map(topic => (
          <div key={topic} id={`settings-${topic}`} class={css['topic']}>
            <Card
              title={t(`settings.${topic}`)}
              aside={<Aside topic={topic} settings={byTopic.get(topic) ?? []} />}
              flush
            >
              <ul>
                {byTopic.get(topic)?.map(setting => (
                  <SettingRow key={setting.id} settings={settings} setting={setting} />
                ))}
              </ul>
            </Card>
          </div>
        ))}
      </div>
    </div>
  );
}

function Aside({ topic, settings }: { topic: Topic; settings: readonly Api.Setting[] }) {
  const count = settings.filter(({ changed }) => changed).length;
  return (
    <>
      {count > 0 && <Badge tone="accent">{t('settings.changedCount', { count })}</Badge>}
      {topic === 'hours' && <ButtonLink href={hrefOf('settings', 'windows')}>{t('windows.edit')}</ButtonLink>}
    </>
  );
}
