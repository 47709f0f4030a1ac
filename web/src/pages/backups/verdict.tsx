import { formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { minute } from '../../ui/now.ts';
import type { Backup } from './copies.ts';
import { isSound } from './trials.ts';
import css from './verdict.module.css';

/** They are made every third night: after so long something is in the way. Milliseconds. */
const oldMs = 7 * 86_400_000;

/** What it comes to: whether a loss today could be made good, and as of when. */
export function Verdict({ backups }: { backups: readonly Backup[] }) {
  const newest = backups.find(isSound);
  if (!newest) return <Said tone="bad" title={t('verdict.none')} text={t('verdict.noneText')} />;
  const at = Date.parse(newest.createdAt);
  const when = minute.value - at < 60_000 ? t('verdict.justNow') : formatRelative(at, minute.value);
  if (minute.value - at > oldMs)
    return <Said tone="warn" title={t('verdict.old', { when })} text={t('verdict.oldText')} />;
  const damaged = backups.filter(backup => !isSound(backup)).length;
  return (
    <Said
      tone="good"
      title={t('verdict.good', { when })}
      text={[t('verdict.goodText'), damaged > 0 && t('verdict.damaged', { count: damaged })]
        .filter(Boolean)
        .join(' ')}
    />
  );
}

function Said({ tone, title, text }: { tone: 'good' | 'warn' | 'bad'; title: string; text: string }) {
  return (
    <section class={classes(css['verdict'], css[tone])} aria-label={t('verdict.label')}>
      <span class={css['sign']}>
        <Icon name={tone === 'good' ? 'check' : 'warning'} size={26} />
      </span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
    </section>
  );
}
