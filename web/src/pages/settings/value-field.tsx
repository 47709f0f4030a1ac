import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { useUnsaved } from '../../data/unsaved.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, SubmitButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { forgetRefusal, refusals, type Settings, save, type Value } from './saved.ts';
import { isPreferences } from './topics.ts';
import css from './value-field.module.css';
import { labelOf } from './words.ts';

interface FieldProps {
  readonly settings: Settings;
  readonly setting: Api.Setting;
  /** Which texts name and explain it. */
  readonly names: { readonly 'aria-labelledby': string; readonly 'aria-describedby': string };
}

/** A number or a text. It is saved with Enter or its button, and Escape puts back what is in force. */
export function ValueField({ settings, setting, names }: FieldProps) {
  const { id, type, value, range } = setting;
  const draft = useSignal(String(value));
  // What another tab saved shows here, unless somebody writes something else.
  const known = useSignal(value);
  useEffect(() => {
    if (draft.value === String(known.value)) draft.value = String(value);
    known.value = value;
  }, [value]);
  const isChanged = draft.value !== String(value);
  useUnsaved(id, isChanged, isPreferences);
  const isNumber = type !== 'text';
  const revert = () => {
    draft.value = String(value);
    forgetRefusal(id);
  };
  return (
    <form
      class={css['field']}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        if (isChanged) void save(settings, setting, read(draft.value, isNumber));
      }}
    >
      <div class={css['line']}>
        <input
          {...names}
          type="text"
          class={isNumber ? css['number'] : undefined}
          inputMode={isNumber ? 'numeric' : 'text'}
          dir={isNumber ? 'ltr' : 'auto'}
          autocomplete="off"
          spellcheck={false}
          aria-invalid={id in refusals.value}
          value={draft.value}
          onInput={event => {
            draft.value = event.currentTarget.value;
            forgetRefusal(id);
          }}
          onKeyDown={event => {
            if (event.key === 'Escape' && isChanged) revert();
          }}
        />
        {range && (
          <span class={css['range']}>
            {t('settings.range', { least: formatNumber(range.least), most: formatNumber(range.most) })}
          </span>
        )}
      </div>
      {isChanged && (
        <div class={css['buttons']}>
          <SubmitButton>{t('settings.save')}</SubmitButton>
          <Button kind="plain" onPress={revert}>
            {t('settings.discard')}
          </Button>
        </div>
      )}
    </form>
  );
}

/** What is no number goes to the server as it stands, which says what it must be. */
function read(text: string, isNumber: boolean): Value {
  const trimmed = text.trim();
  const number = Number(trimmed);
  return isNumber && trimmed !== '' && Number.isFinite(number) ? number : trimmed;
}

/** Something that can be written and removed, and is never shown. */
export function SecretField({ settings, setting, names }: FieldProps) {
  const { id, changed } = setting;
  const draft = useSignal('');
  useUnsaved(id, draft.value !== '', isPreferences);
  const isAsking = useSignal(false);
  const close = () => {
    isAsking.value = false;
  };
  return (
    <form
      class={css['field']}
      noValidate
      onSubmit={async event => {
        event.preventDefault();
        if (draft.value !== '' && (await save(settings, setting, draft.value))) draft.value = '';
      }}
    >
      <input
        {...names}
        type="password"
        autocomplete="new-password"
        placeholder={t(changed ? 'settings.secretSet' : 'settings.secretUnset')}
        aria-invalid={id in refusals.value}
        value={draft.value}
        onInput={event => {
          draft.value = event.currentTarget.value;
          forgetRefusal(id);
        }}
        onKeyDown={event => {
          if (event.key === 'Escape') draft.value = '';
        }}
      />
      {(draft.value !== '' || changed) && (
        <div class={css['buttons']}>
          {draft.value !== '' && <SubmitButton>{t('settings.save')}</SubmitButton>}
          {changed && (
            <Button
              icon="trash"
              kind="plain"
              onPress={() => {
                isAsking.value = true;
              }}
            >
              {t('settings.secretRemove')}
            </Button>
          )}
        </div>
      )}
      {isAsking.value && (
        <Dialog
          title={t('settings.secretRemove')}
          onClose={close}
          isQuestion
          foot={
            <>
              <Button onPress={close}>{t('settings.cancel')}</Button>
              <Button
                kind="danger"
                onPress={async () => {
                  await save(settings, setting);
                  close();
                }}
              >
                {t('settings.secretRemove')}
              </Button>
            </>
          }
        >
          <p>{t('settings.secretRemoveText', { name: labelOf(setting) })}</p>
        </Dialog>
      )}
    </form>
  );
}
