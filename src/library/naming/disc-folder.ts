export interface DiscFolder {
  readonly disc: number;
  /** What stands before it: `Album` of `Album (Disc 2)`. Empty for a folder of its own. */
  readonly album: string;
}

const discWord = '(?:cd|dis[ck]|disque|disco|digital media|lp|vinyl)';
const ownFolder = new RegExp(`^${discWord}[ ._-]{0,3}0{0,2}([1-9][0-9]?)(?![\\p{L}\\p{N}])`, 'iu');
const behindAlbum = new RegExp(
  `[ ._,-]{1,3}[([{]?${discWord}[ ._-]{0,3}0{0,2}([1-9][0-9]?)(?:\\s?(?:of|/)\\s?[0-9]{1,2})?[)\\]}]?$`,
  'iu',
);

/** `CD1`, `Disc 2`, `Disc 01 (Songs)` as a folder, and `Album (Disc 2)`, `Album CD1` as the end of an album's name. */
export function findDisc(name: string): DiscFolder | undefined {
  const own = ownFolder.exec(name);
  if (own !== null) return { disc: Number(own[1]), album: '' };
  const behind = behindAlbum.exec(name);
  return behind === null ? undefined : { disc: Number(behind[1]), album: name.slice(0, behind.index) };
}
