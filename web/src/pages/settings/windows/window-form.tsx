import { useId } from 'preact/hooks';
import { t } from '../../../i18n/i18n.ts';
import { IconButton } from '../../../ui/button.tsx';
import { classes } from '../../../ui/classes.ts';
import { closesOf, type DraftWindow, formatTime, groups, parseTime, weekdays, withHours } from './draft.ts';
import css from './window-form.module.css';
import { hoursOf, weekdayName } from './words.ts';

interface WindowFormProps {
  readonly window: DraftWindow;
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onChange: (window: DraftWindow) => void;
  readonly onRemove: () => void;
}

/** All of a window in fields: the equal of what hands do on the week, and more. */
export function WindowForm({ window, number, isChosen, onChoose, onChange, onRemove }: WindowFormProps) {
  const id = useId();
  const { opens, cutoffMinutes } = window;
  const closes = closesOf(window);
  const setTime = (text: string, set: (minute: number) => DraftWindow) => {
    const minute = parseTime(text);
    if (!Number.isNaN(minute)) onChange(set(minute));
  };
  return (
    <fieldset
      class={classes(css['form'], css[`tone${(number - 1) % 4}`], isChosen && css['chosen'])}
      onFocusIn={onChoose}
    >
      <legend class="unseen">{t('windows.number', { number, hours: hoursOf(window) })}</legend>
      <div class={css['line']}>
        <label>
          {t('windows.opens')}
          <input
            type="time"
            required
            value={formatTime(opens)}
            onChange={event =>
              setTime(event.currentTarget.value, minute => withHours(window, minute, closes))
            }
          />
        </label>
        <label>
          {t('windows.closes')}
          <input
            type="time"
            required
            value={formatTime(closes)}
            onChange={event => setTime(event.currentTarget.value, minute => withHours(window, opens, minute))}
          />
        </label>
        <label class={css['cutoff']}>
          {t('windows.cutoff')}
          <input
            type="number"
            min={0}
            max={1439}
            placeholder={t('windows.cutoffDefault')}
            aria-describedby={`${id}-cutoff`}
            value={cutoffMinutes ?? ''}
            onChange={event => {
              const minutes = event.currentTarget.valueAsNumber;
              onChange({ ...window, cutoffMinutes: Number.isNaN(minutes) ? null : minutes });
            }}
          />
        </label>
        <span class={css['remove']}>
          <IconButton
            icon="trash"
            label={t('windows.remove', { number, hours: hoursOf(window) })}
            onPress={onRemove}
          />
        </span>
      </div>
      <p id={`${id}-cutoff`} class="unseen">
        {t('windows.cutoffText')}
      </p>
      <Chips
        legend={t('windows.days')}
        options={weekdays.map(value => ({
          value,
          label: weekdayName(value, 'short'),
          name: weekdayName(value, 'long'),
        }))}
        chosen={window.weekdays}
        onChange={weekdays => onChange({ ...window, weekdays })}
      />
      <Chips
        legend={t('windows.admits')}
        options={groups.map(value => ({ value, label: t(`windows.group.${value}`) }))}
        chosen={window.groups}
        onChange={groups => onChange({ ...window, groups })}
      />
    </fieldset>
  );
}

interface ChipsProps<Value extends string | number> {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly name?: string }[];
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** Any of a few, in their order, and at least one. */
function Chips<Value extends string | number>({ legend, options, chosen, onChange }: ChipsProps<Value>) {
  return (
    <fieldset class={css['chips']}>
      <legend>{legend}</legend>
      <div>
        {options.map(({ value, label, name }) => {
          const isOn = chosen.includes(value);
          return (
            <label key={value}>
              <input
                type="checkbox"
                checked={isOn}
                disabled={isOn && chosen.length === 1}
                aria-label={name}
                onChange={() =>
                  onChange(
                    options
                      .map(option => option.value)
                      .filter(other => (other === value ? !isOn : chosen.includes(other))),
                  )
                }
              />
              {label}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
