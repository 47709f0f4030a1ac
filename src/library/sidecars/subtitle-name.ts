import type { Sidecar } from '../../domain/metadata.ts';
import { findLanguage } from './language.ts';

/** What the name of a subtitle or lyrics file says of it. */
export type SidecarMarks = Pick<Sidecar, 'language' | 'title' | 'isForced' | 'isDefault' | 'isSdh'>;

const forced = new Set(['forced', 'foreign']);
const byDefault = new Set(['default']);
/** For the deaf and hard of hearing; closed captions tell sounds as well. */
const hearing = new Set(['sdh', 'cc', 'hoh', 'hi']);

/**
 * Reads what stands between the name of the media file and the extension: `.de`, `.eng.forced`, `.pt-BR.sdh`,
 * `.Commentary.en`. Whatever is neither a language nor a mark is the title. `hi` is Hindi where it is the only
 * language, and hard of hearing behind another one.
 */
export function readSidecarMarks(text: string): SidecarMarks {
  let language: string | undefined;
  const title: string[] = [];
  const marks = { isForced: false, isDefault: false, isSdh: false };
  for (const word of words(text)) {
    const lower = word.toLowerCase();
    if (forced.has(lower)) marks.isForced = true;
    else if (byDefault.has(lower)) marks.isDefault = true;
    else if (hearing.has(lower) && (lower !== 'hi' || language !== undefined)) marks.isSdh = true;
    else {
      const found = language === undefined ? findLanguage(word) : undefined;
      if (found !== undefined) language = found;
      else title.push(word);
    }
  }
  return {
    ...(language !== undefined && { language }),
    ...(title.length > 0 && { title: title.join(' ') }),
    ...marks,
  };
}

/** What says nothing: numbers of streams, dashes, an unknown language. */
const nothing = /^(?:\d{1,2}|-|und)?$/i;

/** Pieces between dots and brackets; those that say something in one of their words fall apart into these. */
function words(text: string): string[] {
  return text.split(/[.[\](){}]/).flatMap(piece => {
    if (isMark(piece)) return [piece];
    const parts = piece.split(/[\s_,+]+/).filter(part => !nothing.test(part));
    return parts.some(isMark) || parts.length === 0 ? parts : [parts.join(' ')];
  });
}

function isMark(word: string): boolean {
  const lower = word.toLowerCase();
  return forced.has(lower) || byDefault.has(lower) || hearing.has(lower) || findLanguage(word) !== undefined;
}
