import { useSignal } from '@preact/signals';
import { RateLimitedError } from '../../../sdk/src/index.ts';
import { farewell, signIn } from '../data/session.ts';
import { t } from '../i18n/i18n.ts';
import { SubmitButton } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import icon from './icon.svg';
import css from './sign-in.module.css';

/** Asks for the token, and says why when somebody was signed in before. */
export function SignIn() {
  const complaint = useSignal('');
  const isBusy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement) || isBusy.value) return;
    const data = new FormData(form);
    isBusy.value = true;
    complaint.value = await trySignIn(String(data.get('token')).trim(), data.has('keep'));
    isBusy.value = false;
  };
  return (
    <main class={css['page']}>
      <form class={css['box']} onSubmit={submit}>
        <img class={css['mark']} src={icon} alt="" />
        <h1>{t('signIn.title')}</h1>
        <Notice />
        <p class={css['text']}>{t('signIn.text')}</p>
        <label class={css['field']}>
          {t('signIn.token')}
          <input
            name="token"
            type="password"
            autocomplete="current-password"
            required
            spellcheck={false}
            aria-invalid={complaint.value !== ''}
            aria-describedby="sign-in-complaint"
          />
        </label>
        <label class={css['keep']}>
          <input name="keep" type="checkbox" />
          {t('signIn.keep')}
        </label>
        <div id="sign-in-complaint" role="alert">
          {complaint.value && <p class={classes(css['notice'], css['bad'])}>{complaint.value}</p>}
        </div>
        <SubmitButton disabled={isBusy.value}>{t('signIn.submit')}</SubmitButton>
      </form>
    </main>
  );
}

function Notice() {
  const why = farewell.value;
  if (why === undefined) return null;
  const texts = {
    'signed-out': t('signIn.signedOut'),
    revoked: t('signIn.revoked'),
    renewed: t('signIn.renewed'),
    'code-wrong': t('signIn.codeWrong'),
  };
  return (
    <p class={css['notice']} role="status">
      {texts[why]}
    </p>
  );
}

/** What went wrong, in words; nothing where it went well. */
async function trySignIn(token: string, isKept: boolean): Promise<string> {
  try {
    return (await signIn(token, isKept)) ? '' : t('signIn.wrong');
  } catch (error) {
    return error instanceof RateLimitedError ? t('signIn.tooMany') : t('connection.unanswered');
  }
}
