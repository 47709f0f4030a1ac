import type { Api } from '../../../sdk/src/index.ts';
import { zone } from '../data/server.ts';
import { formatTime } from './format.ts';
import { language, t, tell } from './i18n.ts';

/** Why work rests. The server says it in English, in full; other languages say it by its cause. */
export function explainPause({ cause, until, sentence }: Api.Pause): string {
  if (cause === 'hand' && until !== undefined) {
    return t('pause.handUntil', { time: formatTime(Date.parse(until), zone.value) });
  }
  if (language.value === 'en' && cause !== 'hand') return sentence;
  return tell(`pause.${cause}`);
}
