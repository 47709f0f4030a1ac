import type { ChapterThumbFacts } from '../../domain/analysis.ts';
import type { Preference } from '../../domain/preference.ts';
import type { TextBeside } from '../../library/units/texts-beside.ts';

export const chaptersPreference: Preference<'bool'> = {
  id: 'ButlerChaptersBesideMedia',
  type: 'bool',
  default: false,
  label: 'Write chapters beside the media',
  summary:
    'The chapters that Butler makes for videos without any, as Matroska tools read them: "Film.chapters.xml". Files that Butler did not write are left alone.',
  group: 'library',
  advanced: true,
};

/** The chapters of a video whose file has none. */
export const chaptersBeside: TextBeside = {
  kind: 'chaptersBeside',
  switchedBy: chaptersPreference,
  suffix: '.chapters.xml',
  async textsOf({ analyses }, partIds) {
    const found = await analyses.findAll(partIds, 'chapterThumbs');
    const made = found.filter(({ value }) => value.made && value.chapters.length > 0);
    return new Map(made.map(({ partId, value }) => [partId, formatChapters(value.chapters)]));
  },
};

/** Chapters in Matroska's XML (RFC 9559, section 20; mkvmerge's `matroskachapters.dtd`), called by their numbers. */
export function formatChapters(
  chapters: readonly Pick<ChapterThumbFacts['chapters'][number], 'startMs' | 'endMs'>[],
): string {
  const atoms = chapters.map(
    ({ startMs, endMs }, n) =>
      `    <ChapterAtom>
      <ChapterTimeStart>${formatTime(startMs)}</ChapterTimeStart>
      <ChapterTimeEnd>${formatTime(endMs)}</ChapterTimeEnd>
      <ChapterDisplay>
        <ChapterString>Chapter ${n + 1}</ChapterString>
        <ChapterLanguage>eng</ChapterLanguage>
      </ChapterDisplay>
    </ChapterAtom>
`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE Chapters SYSTEM "matroskachapters.dtd">
<Chapters>
  <EditionEntry>
${atoms.join('')}  </EditionEntry>
</Chapters>
`;
}

/** `01:02:03.456000000`. */
function formatTime(ms: number): string {
  const whole = Math.round(ms);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const clock = `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1000) % 60)}`;
  return `${clock}.${String(whole % 1000).padStart(3, '0')}000000`;
}
