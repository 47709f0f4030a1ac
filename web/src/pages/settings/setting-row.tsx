import { useId } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Switch } from '../../ui/switch.tsx';
import { Refusal } from './refusal.tsx';
import { forgetRefusal, refusals, type Settings, save } from './saved.ts';
import css from './setting-row.module.css';
import { SecretField, ValueField } from './value-field.tsx';
import { choiceOf, labelOf, languageOf, summaryOf, tellValue } from './words.ts';

interface SettingRowProps {
  readonly settings: Settings;
  readonly setting: Api.Setting;
}

/** A preference: what it is called, what it does, what it is, and a way back to what it was at first. */
export function SettingRow({ settings, setting }: SettingRowProps) {
  const { id, changed, secret, readOnly, advanced, type, choices } = setting;
  const label = labelOf(setting);
  const refused = refusals.value[id];
  const ids = useId();
  const isWide = !choices && (type === 'text' || secret);
  return (
    <li class={classes(css['row'], isWide && css['wide'])} data-setting={id}>
      <div class={css['text']} lang={languageOf(setting)}>
        <h3 id={`${ids}-label`}>
          {label}
          {advanced && <Badge>{t('settings.isAdvanced')}</Badge>}
        </h3>
        <p id={`${ids}-summary`}>{summaryOf(setting)}</p>
      </div>
      <div class={css['control']}>
        <Control
          settings={settings}
          setting={setting}
          labelledBy={`${ids}-label`}
          describedBy={`${ids}-summary ${ids}-refused`}
        />
        <p id={`${ids}-refused`} class={css['refused']} role="alert">
          {refused && <Refusal lead="settings.refused" refused={refused} />}
        </p>
        {changed && !readOnly && !secret && (
          <p class={css['default']}>
            <bdi>{t('settings.default', { value: tellValue(setting, setting.default) })}</bdi>
            <IconButton
              icon="undo"
              label={t('settings.reset', { name: label })}
              onPress={async () => {
                await save(settings, setting);
              }}
            />
          </p>
        )}
      </div>
    </li>
  );
}

interface ControlProps extends SettingRowProps {
  readonly labelledBy: string;
  readonly describedBy: string;
}

function Control({ settings, setting, labelledBy, describedBy }: ControlProps) {
  const { id, value, type, choices, readOnly, secret } = setting;
  const names = { 'aria-labelledby': labelledBy, 'aria-describedby': describedBy };
  if (readOnly) {
    return (
      <p class={css['fixed']}>
        <bdi>{tellValue(setting, value)}</bdi>
        <span>{t('settings.readOnly')}</span>
      </p>
    );
  }
  if (secret) return <SecretField key={id} settings={settings} setting={setting} names={names} />;
  if (type === 'bool') {
    return (
      <Switch
        label={labelOf(setting)}
        isLabelled
        isOn={value === true}
        onChange={isOn => void save(settings, setting, isOn)}
      />
    );
  }
  if (choices) {
    // Two values may be called the same.
    const seen = new Set<string>();
    const distinct = choices.filter(choice => {
      const isNew = !seen.has(choice.label) || choice.value === value;
      seen.add(choice.label);
      return isNew;
    });
    return (
      <select
        {...names}
        value={String(value)}
        onChange={event => {
          const chosen = choices.find(choice => String(choice.value) === event.currentTarget.value);
          forgetRefusal(id);
          if (chosen) void save(settings, setting, chosen.value);
        }}
      >
        {distinct.map(choice => (
          <option key={String(choice.value)} value={String(choice.value)}>
            {choiceOf(setting, choice)}
          </option>
        ))}
      </select>
    );
  }
  return <ValueField key={id} settings={settings} setting={setting} names={names} />;
}
