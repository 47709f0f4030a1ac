/** The name of the picture of a chapter, counted from 1, as Plex has it in `Contents/Chapters` of a bundle. */
export function formatChapterThumb(chapter: number): string {
  return `chapter${chapter}.jpg`;
}
