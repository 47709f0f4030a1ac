/** Folders that a DVD or Blu-ray consists of. The film is named by the folder that holds them. */
const discFolder = /^(?:video_ts|audio_ts|hvdvd_ts|bdmv|stream|backup|certificate)$/i;

export function isDiscStructureFolder(name: string): boolean {
  return discFolder.test(name);
}

const titleSet = /^vts_[0-9]{2}_([0-9])$/i;

/**
 * What a file of a DVD's `VIDEO_TS` folder is: `VTS_01_2` is the second part of a film, `VTS_01_0` and `VIDEO_TS`
 * are menus.
 */
export function findDiscFile(
  stem: string,
): { readonly isMenu: boolean; readonly partIndex?: number } | undefined {
  if (/^video_ts$/i.test(stem)) return { isMenu: true };
  const number = titleSet.exec(stem)?.[1];
  if (number === undefined) return undefined;
  return number === '0' ? { isMenu: true } : { isMenu: false, partIndex: Number(number) };
}
