import type { Api } from '../../../../sdk/src/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { hasMessage, locale, t, tell } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Table } from '../../ui/table.tsx';
import css from './streams.module.css';
import { formatBitrate } from './words.ts';

/** The streams of a file. */
export function Streams({ streams }: { streams: readonly Api.Stream[] }) {
  return (
    <Card title={t('item.streams')} aside={<Badge>{streams.length}</Badge>} flush>
      <Table
        label={t('item.streams')}
        rows={streams}
        keyOf={({ index }) => index}
        columns={[
          { key: 'kind', title: t('stream.kind'), isHead: true, cell: ({ kind }) => nameOfKind(kind) },
          {
            key: 'codec',
            title: t('stream.codec'),
            cell: ({ codec, profile }) => (profile === undefined ? codec : `${codec} · ${profile}`),
          },
          { key: 'language', title: t('stream.language'), cell: ({ language }) => nameOfLanguage(language) },
          { key: 'details', title: t('stream.details'), cell: stream => <Details stream={stream} /> },
          {
            key: 'rate',
            title: t('stream.rate'),
            isNumber: true,
            cell: ({ bitrate }) => (bitrate ? formatBitrate(bitrate) : '–'),
          },
        ]}
      />
    </Card>
  );
}

function nameOfKind(kind: string): string {
  const key = `stream.${kind}`;
  return hasMessage(key) ? tell(key) : t('stream.other');
}

/** Containers name languages by three letters: `eng` is English. */
function nameOfLanguage(language: string | undefined): string {
  if (language === undefined || language === 'und') return '–';
  try {
    return new Intl.DisplayNames(locale.value, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

function Details({ stream }: { stream: Api.Stream }) {
  const { title, width, height, frameRate, bitDepth, colorTransfer, channels, channelLayout, sampleRate } =
    stream;
  const facts = [
    width !== undefined && height !== undefined && `${width} × ${height}`,
    frameRate !== undefined && `${formatNumber(frameRate, { maximumFractionDigits: 3 })} fps`,
    bitDepth !== undefined && t('stream.bits', { count: bitDepth }),
    colorTransfer,
    channels !== undefined && (channelLayout ?? t('stream.channels', { count: channels })),
    sampleRate !== undefined && `${formatNumber(sampleRate / 1000, { maximumFractionDigits: 1 })} kHz`,
  ].filter(Boolean);
  return (
    <span class={css['details']}>
      {title !== undefined && <bdi>{title}</bdi>}
      {facts.length > 0 && <span>{facts.join(' · ')}</span>}
      {stream.isDefault && <Badge>{t('stream.default')}</Badge>}
      {stream.isForced && <Badge>{t('stream.forced')}</Badge>}
    </span>
  );
}
