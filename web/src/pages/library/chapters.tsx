import type { Signal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { t } from '../../i18n/i18n.ts';
import css from './chapters.module.css';
import { nameOfChapter } from './moment.ts';
import { Picture } from './pictures.tsx';
import { formatPosition } from './words.ts';

/** The chapters with their pictures, in a row. */
export function Chapters({ part, position }: { part: Api.Part; position: Signal<number> }) {
  const { chapters } = part;
  if (chapters.length === 0) return null;
  const current = chapters.findLastIndex(({ startMs }) => startMs <= position.value);
  const isPictured = chapters.some(({ picture }) => picture !== undefined);
  return (
    <section class={css['chapters']}>
      <h3>{t('scrub.chapters')}</h3>
      <ol>
        {chapters.map((chapter, place) => (
          <li key={chapter.startMs}>
            <button
              type="button"
              aria-current={place === current}
              onClick={() => {
                position.value = chapter.startMs;
              }}
            >
              {isPictured && <Picture path={chapter.picture} icon="film" shape="wide" />}
              <span class={css['name']}>
                <bdi>{nameOfChapter(chapter, place)}</bdi>
              </span>
              <span class={css['time']}>{formatPosition(chapter.startMs)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
