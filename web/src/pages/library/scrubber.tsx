import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../../../../sdk/src/index.ts';
import { t } from '../../i18n/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { frameAt } from './bif.ts';
import { Chapters } from './chapters.tsx';
import { Frame } from './frame.tsx';
import { type IndexPictures, openPictures } from './index-pictures.ts';
import { describeAt } from './moment.ts';
import css from './scrubber.module.css';
import { Timeline } from './timeline.tsx';
import { formatPosition } from './words.ts';

/** All that is known of a file along its length, at one position: its picture, chapters, markers, sound and data. */
export function Scrubber({ part, durationMs }: { part: Api.Part; durationMs: number }) {
  const position = useSignal(Math.round(durationMs / 5));
  const pictures = usePictures(part);
  const shown = typeof pictures.value === 'object' ? pictures.value : undefined;
  const hasVideo = part.streams.some(({ kind }) => kind === 'video') && part.width !== undefined;
  return (
    <Card title={t('scrub.title')} aside={<span class={css['hint']}>{t('scrub.hint')}</span>}>
      <div class={css['sight']} data-pictured={hasVideo}>
        {hasVideo && <Stage pictures={pictures} position={position} part={part} />}
        <Readout part={part} position={position} />
      </div>
      <Timeline part={part} durationMs={durationMs} position={position} pictures={shown} />
      <Chapters part={part} position={position} />
    </Card>
  );
}

/** Those of a film; undefined while they are fetched, and `none` where there are none, or could not be fetched. */
type Pictures = IndexPictures | 'none' | undefined;

/** Read once for each state of the file. */
function usePictures(part: Api.Part): Signal<Pictures> {
  const pictures = useSignal<Pictures>(undefined);
  const madeAt = part.products.find(({ kind }) => kind === 'indexFile')?.madeAt;
  useEffect(() => {
    const leaving = new AbortController();
    openPictures(part, leaving.signal).then(
      found => {
        if (!leaving.signal.aborted) pictures.value = found ?? 'none';
      },
      () => {
        // Without pictures there is still all else.
        if (!leaving.signal.aborted) pictures.value = 'none';
      },
    );
    return () => leaving.abort();
  }, [part.indexFile, madeAt, pictures]);
  return pictures;
}

interface StageProps {
  readonly pictures: Signal<Pictures>;
  readonly position: Signal<number>;
  readonly part: Api.Part;
}

function Stage({ pictures, position, part }: StageProps) {
  const found = pictures.value;
  const { width = 16, height = 9, indexFile } = part;
  // As wide as the film is; what is very high or very wide gets bars.
  const ratio = Math.min(2.4, Math.max(1.3, width / height));
  return (
    <div class={css['stage']} style={{ aspectRatio: ratio.toFixed(3) }}>
      {typeof found === 'object' && found.times.length > 0 ? (
        <Frame pictures={found} place={frameAt(found.times, position.value)} />
      ) : (
        <p>{t(describePictures(found, indexFile !== undefined))}</p>
      )}
    </div>
  );
}

function describePictures(found: Pictures, isExpected: boolean) {
  if (!isExpected) return 'scrub.noPictures';
  return found === undefined ? 'scrub.loadingPictures' : 'scrub.picturesFailed';
}

/** What is there at the position, in words. */
function Readout({ part, position }: { part: Api.Part; position: Signal<number> }) {
  const at = position.value;
  return (
    <p class={css['readout']} aria-hidden="true">
      <strong>{formatPosition(at)}</strong>
      {describeAt(part, at).map(fact => (
        <span key={fact}>
          <bdi>{fact}</bdi>
        </span>
      ))}
    </p>
  );
}
