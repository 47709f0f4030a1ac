import type { Api } from '../../../../sdk/src/index.ts';
import { formatBytes, formatLength, formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { TimeOfDay } from '../../ui/moment.tsx';
import { minute } from '../../ui/now.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Figures } from './figures.tsx';
import css from './run.module.css';
import { spanOf, titleOf } from './run-words.ts';

/** Figures below a second of work say nothing of a rate. */
const leastMs = 1_000;

/** When it was, how much it did, and while it runs how far it is. */
export function RunFigures({ run, progress }: { run: Api.Run; progress: Api.Progress }) {
  const span = spanOf(run, minute.value);
  const lastedMs = span ? span.to - span.from : 0;
  const { done, total, failed, bytesDone } = progress;
  return (
    <>
      {run.state === 'running' && <Moving run={run} progress={progress} />}
      <Figures
        figures={[
          ...moments(run),
          ...(span && run.endedAt ? [{ title: t('run.lasted'), value: formatLength(lastedMs) }] : []),
          ...(done > 0 || total !== undefined
            ? [
                {
                  title: t('run.filesDone'),
                  value:
                    total !== undefined && total > done
                      ? t('run.filesOf', { done, total })
                      : formatNumber(done),
                },
              ]
            : []),
          ...(failed > 0 ? [{ title: t('run.filesFailed'), value: formatNumber(failed), isBad: true }] : []),
          ...(bytesDone > 0 ? [{ title: t('run.read'), value: formatBytes(bytesDone) }] : []),
          ...(bytesDone > 0 && run.endedAt && lastedMs >= leastMs
            ? [
                {
                  title: t('run.rate'),
                  value: t('run.perSecond', { bytes: formatBytes(bytesDone / (lastedMs / 1000)) }),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function moments({ plannedAt, startedAt, endedAt }: Api.Run) {
  const given = [
    ['run.planned', startedAt === undefined ? plannedAt : undefined],
    ['run.started', startedAt],
    ['run.ended', endedAt],
  ] as const;
  return given.flatMap(([title, at]) =>
    at === undefined ? [] : [{ title: t(title), value: <TimeOfDay at={Date.parse(at)} /> }],
  );
}

function Moving({ run, progress }: { run: Api.Run; progress: Api.Progress }) {
  const { done, total, bytesDone, bytesTotal, bytesPerSecond, timeLeftMs, subtitle } = progress;
  const share = bytesTotal ? bytesDone / bytesTotal : total ? done / total : undefined;
  const figures = [
    bytesPerSecond ? t('run.perSecond', { bytes: formatBytes(bytesPerSecond) }) : undefined,
    timeLeftMs === undefined ? undefined : t('task.timeLeft', { length: formatLength(timeLeftMs) }),
  ].filter(figure => figure !== undefined);
  return (
    <Card title={t('run.progress')}>
      <div class={css['moving']}>
        <p class={css['subtitle']}>
          <bdi>{subtitle ?? t('task.preparing')}</bdi>
        </p>
        <ProgressBar share={share} label={titleOf(run.task)} text={figures.join(', ')} />
        <p class={css['soft']}>{figures.join(' · ')}</p>
      </div>
    </Card>
  );
}
