import type { Problem } from '../../../../sdk/src/index.ts';
import { language, t } from '../../i18n/i18n.ts';
import { translate } from '../../i18n/said.tsx';

/** A field that the server refused, and why. */
export type Refused = Pick<NonNullable<Problem['errors']>[number], 'message' | 'said'>;

interface RefusalProps {
  /** To go before what the server says of it. */
  readonly lead: 'settings.refused' | 'windows.refused';
  readonly refused: Refused;
}

/** What the server wants instead: in the language that is shown, else in quotes. */
export function Refusal({ lead, refused: { message, said } }: RefusalProps) {
  const expected = translate(said);
  if (expected !== undefined) return <bdi>{t('settings.expected', { expected })}</bdi>;
  const isOwn = language.value === 'en';
  return (
    <>
      {t(lead)} <bdi lang={isOwn ? undefined : 'en'}>{isOwn ? `${message}.` : `“${message}”`}</bdi>
    </>
  );
}
