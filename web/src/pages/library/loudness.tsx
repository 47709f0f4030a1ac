import type { Api } from '../../../../sdk/src/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Card } from '../../ui/card.tsx';
import css from './loudness.module.css';

/** What was measured of the sound, by EBU R 128. */
export function Loudness({ tracks }: { tracks: readonly Api.TrackLoudness[] }) {
  return (
    <Card title={t('loudness.title')}>
      {tracks.map(track => (
        <div key={track.stream} class={css['track']}>
          {tracks.length > 1 && <h3>{t('loudness.track', { number: track.stream })}</h3>}
          <dl>
            <Figure name={t('loudness.integrated')} value={track.integrated} unit="LUFS" />
            <Figure name={t('loudness.range')} value={track.range} unit="LU" />
            {track.truePeak === undefined ? (
              <Figure name={t('loudness.peak')} value={track.samplePeak} unit="dBFS" />
            ) : (
              <Figure name={t('loudness.peak')} value={track.truePeak} unit="dBTP" />
            )}
            <Figure name={t('loudness.gain')} value={track.gain} unit="dB" />
          </dl>
        </div>
      ))}
    </Card>
  );
}

function Figure({ name, value, unit }: { name: string; value: number | undefined; unit: string }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} <small>{unit}</small>
      </dd>
    </div>
  );
}
