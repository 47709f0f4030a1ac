/** Classes of pictures by Plex's names, the largest first: one belongs to the first whose width or height it reaches. */
export const resolutions = [
  { name: '8k', width: 6_400, height: 3_600 },
  { name: '4k', width: 3_200, height: 1_800 },
  { name: '2k', width: 2_240, height: 1_260 },
  { name: '1080', width: 1_600, height: 900 },
  { name: '720', width: 1_120, height: 630 },
  { name: '576', width: 900, height: 540 },
  { name: '480', width: 620, height: 400 },
  { name: 'sd', width: 0, height: 0 },
] as const;

/**
 * The class of a picture, in pixels. Films are cropped, so that the height alone says little: 1920 × 800 is 1080. The
 * bounds leave room for what misses a class by some lines.
 */
export function resolutionOf(width: number, height: number): (typeof resolutions)[number]['name'] {
  return resolutions.find(bounds => width >= bounds.width || height >= bounds.height)?.name ?? 'sd';
}
