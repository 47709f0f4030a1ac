import { type Signal, signal } from '@preact/signals';
import { type Api, BadRequestError, ForbiddenError } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { say } from '../../ui/toasts.tsx';
import type { Refused } from './refusal.tsx';
import { labelOf } from './words.ts';

export type Value = Api.Setting['value'];

/** The preferences as the page shows them; undefined until they are known. */
export type Settings = Signal<readonly Api.Setting[] | undefined>;

/** What the server refused, by the id of the preference. */
export const refusals = signal<Readonly<Record<string, Refused>>>({});

export function forgetRefusal(id: string): void {
  if (!(id in refusals.peek())) return;
  const { [id]: _, ...others } = refusals.peek();
  refusals.value = others;
}

/** Gives a preference another value, or its default where none is given. True when it is done. */
export async function save(settings: Settings, before: Api.Setting, value?: Value): Promise<boolean> {
  const { id } = before;
  forgetRefusal(id);
  let isSaved = false;
  await attempt(async () => {
    const api = server.peek().settings;
    let now: Api.Setting;
    try {
      now = value === undefined ? await api.reset({ id }) : await api.set({ id, value });
    } catch (error) {
      const isRefused = error instanceof BadRequestError || error instanceof ForbiddenError;
      const refused = isRefused ? error.problem?.errors?.find(({ field }) => field === 'value') : undefined;
      if (!refused) throw error;
      refusals.value = { ...refusals.peek(), [id]: refused };
      return;
    }
    settings.value = settings.peek()?.map(setting => (setting.id === id ? now : setting));
    isSaved = true;
    const name = labelOf(now);
    if (value === undefined) say(t('settings.wasReset', { name }), undoOf(settings, before));
    else say(t('settings.saved', { name }), undoOf(settings, before));
  });
  return isSaved;
}

/** Of a secret nobody knows any more what it was. */
function undoOf(settings: Settings, { id, secret, changed, value }: Api.Setting) {
  if (secret) return undefined;
  return async () => {
    const now = settings.peek()?.find(setting => setting.id === id);
    if (now) await save(settings, now, changed ? value : undefined);
  };
}
