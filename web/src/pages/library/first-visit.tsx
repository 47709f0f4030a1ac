import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { attempt } from '../../data/actions.ts';
import { useResource } from '../../data/resource.ts';
import { zone } from '../../data/server.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { goTo, hrefOf } from '../../router.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PageHeading } from '../../ui/page.tsx';
import css from './first-visit.module.css';
import { FolderBrowser } from './folder-browser.tsx';
import { type SectionType, sectionIcons, sectionTypes } from './words.ts';

/** A section that is to be. */
interface Chosen {
  readonly path: string;
  readonly title: string;
  readonly type: SectionType;
}

/** Where there is no section yet: choose folders, see what they are taken for, pick the hours, begin. */
export function FirstVisit({ onDone }: { onDone: () => Promise<void> }) {
  const chosen = useSignal<readonly Chosen[]>([]);
  const opens = useSignal<string | undefined>(undefined);
  const closes = useSignal<string | undefined>(undefined);
  const isAtOnce = useSignal(true);
  const windows = useResource(() => server.peek().plan.windows(), []);
  const [first] = windows.value.value?.windows ?? [];
  const hours = {
    opens: opens.value ?? first?.opens ?? '02:00',
    closes: closes.value ?? first?.closes ?? '05:00',
  };
  const change = (path: string, changed: Partial<Chosen>) => {
    chosen.value = chosen.value.map(one => (one.path === path ? { ...one, ...changed } : one));
  };
  const start = () =>
    attempt(async () => {
      const { library, plan } = server.peek();
      if (hours.opens !== first?.opens || hours.closes !== first.closes)
        await plan.setWindows({ windows: [hours] });
      for (const one of chosen.value) {
        await library.addSection({ title: one.title, type: one.type, paths: [one.path] });
        // What is made already is not made again where a later one fails.
        chosen.value = chosen.value.filter(({ path }) => path !== one.path);
      }
      if (isAtOnce.value) await server.peek().startTasks();
      await onDone();
      goTo(hrefOf(isAtOnce.value ? 'tonight' : 'library'));
    });
  return (
    <div class={css['page']}>
      <PageHeading title={t('first.title')}>{t('first.text')}</PageHeading>
      <Card title={t('first.folders')}>
        <div class={css['folders']}>
          <FolderBrowser
            sections={[]}
            chosen={chosen.value.map(({ path }) => path)}
            onChoose={(path, name, type = 'movie') => {
              chosen.value = [...chosen.value, { path, title: name, type }];
            }}
          />
          {chosen.value.length > 0 && (
            <ul class={css['chosen']} aria-label={t('first.chosen')}>
              {chosen.value.map(one => (
                <ChosenSection
                  key={one.path}
                  one={one}
                  onChange={changed => change(one.path, changed)}
                  onRemove={() => {
                    chosen.value = chosen.value.filter(({ path }) => path !== one.path);
                  }}
                />
              ))}
            </ul>
          )}
        </div>
      </Card>
      <Card title={t('first.window')}>
        <div class={css['window']}>
          <Hour label={t('first.opens')} value={hours.opens} onChange={value => (opens.value = value)} />
          <Hour label={t('first.closes')} value={hours.closes} onChange={value => (closes.value = value)} />
          <p>{t('first.windowText', { zone: zone.value })}</p>
        </div>
      </Card>
      <footer class={css['foot']}>
        <label>
          <input
            type="checkbox"
            checked={isAtOnce.value}
            onChange={event => {
              isAtOnce.value = event.currentTarget.checked;
            }}
          />
          {t('first.begin')}
        </label>
        <p>{chosen.value.length > 0 && t('first.count', { count: chosen.value.length })}</p>
        <Button kind="primary" icon="play" disabled={chosen.value.length === 0} onPress={start}>
          {t('first.start')}
        </Button>
      </footer>
    </div>
  );
}

interface ChosenSectionProps {
  readonly one: Chosen;
  readonly onChange: (changed: Partial<Chosen>) => void;
  readonly onRemove: () => void;
}

/** What a folder is taken for may be wrong. */
function ChosenSection({ one, onChange, onRemove }: ChosenSectionProps) {
  const { path, title, type } = one;
  return (
    <li>
      <span class={css['sign']}>
        <Icon name={sectionIcons[type]} />
      </span>
      <div>
        <input
          type="text"
          dir="auto"
          maxLength={200}
          aria-label={`${t('sectionForm.name')}: ${path}`}
          value={title}
          onChange={event => onChange({ title: event.currentTarget.value.trim() || title })}
        />
        <bdi>{path}</bdi>
      </div>
      <select
        aria-label={`${t('sectionForm.type')}: ${path}`}
        value={type}
        onChange={event => onChange({ type: event.currentTarget.value as SectionType })}
      >
        {sectionTypes.map(value => (
          <option key={value} value={value}>
            {t(`library.type.${value}`)}
          </option>
        ))}
      </select>
      <IconButton icon="close" label={t('sectionForm.removeFolder', { folder: path })} onPress={onRemove} />
    </li>
  );
}

function Hour({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div class={css['hour']}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type="time"
        required
        value={value}
        onChange={event => {
          if (event.currentTarget.value) onChange(event.currentTarget.value);
        }}
      />
    </div>
  );
}
