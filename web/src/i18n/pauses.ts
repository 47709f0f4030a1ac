import type { Api } from '../../../sdk/src/index.ts';
import { zone } from '../data/server.ts';
import { formatTime } from './format.ts';
import { t } from './i18n.ts';
import { tellSaid } from './said.tsx';

/** Why work rests: what was asked for by hand, until when; else as the server says it. */
export function explainPause({ cause, until, sentence, said }: Api.Pause): string {
  if (cause === 'hand' && until !== undefined) {
    return t('pause.handUntil', { time: formatTime(Date.parse(until), zone.value) });
  }
  return cause === 'hand' ? t('pause.hand') : tellSaid({ text: sentence, said });
}
