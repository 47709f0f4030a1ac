import { join } from 'node:path';
import type { RequestedSections } from './sections.ts';

/**
 * Makes the sample library beside the data folder (media and data never lie inside each other) and names its sections.
 * A complete one is used again.
 */
export async function makeSample(
  data: string,
  onProgress: (done: number, total: number, label: string) => void,
  signal: AbortSignal,
): Promise<RequestedSections> {
  const folder = `${data}-sample`;
  // Loaded here, since a server that has a library never needs it.
  const { makeSampleLibrary } = await import('../media/sample/sample-library.ts');
  await makeSampleLibrary(folder, onProgress, signal);
  return {
    folders: [],
    described: [
      `Films=movie:${join(folder, 'Films')}`,
      `Series=show:${join(folder, 'Series')}`,
      `Music=artist:${join(folder, 'Music')}`,
      `Photos=photo:${join(folder, 'Photos')}`,
    ],
  };
}
