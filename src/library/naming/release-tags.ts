import type { Word } from './words.ts';

/** Words that no title has: a name is over where one of them stands. */
const certain = new Set(
  (
    '480p 480i 540p 576p 576i 720p 720i 1080p 1080i 1440p 2160p 2160i 4320p 4k 8k uhd fhd ultrahd ' +
    'x264 x265 x266 h264 h265 h266 hevc xvid divx xvidvd mpeg2 10bit 8bit 12bit hi10p hi10 ma10p hdr hdr10 hdr10+ ' +
    'hdr10plus dovi ' +
    'bluray bdrip brrip bdremux bdmv remux webrip webdl webhd web4k hdtv hdtvrip pdtv dsr dsrip dvbrip dvdrip dvdscr ' +
    'dvdscreener dvdr dvd5 dvd9 bd25 bd50 bd5 bd9 hdrip hddvd vhsrip tvrip satrip ppvrip vodrip hdcam hdts hdtc ' +
    'telesync telecine ' +
    'ac3 eac3 dd51 ddp51 ddp5 dd5 dd2 ddp2 ddp dts51 dtshd dtsx truehd aac2 aac5 aac51 aac20 flac2 flac5 2ch 6ch 8ch ' +
    'vostfr subfrench nfofix hsbs htab hou mvc untouched webrip1080p bluray1080p'
  ).split(' '),
);

/** Words that belong to a release, but may also stand in a title: they count beside other tags or after the year. */
const likely = new Set(
  (
    'proper repack rerip internal limited retail readnfo festival stv complete multi dual dl dubbed dub subbed ' +
    'subs sub multisubs hardsub softsub nosub eng ger fre ita spa jpn rus ntsc pal ws fs hd sd hq dvd bd cam ts tc ' +
    'r5 scr screener imax 3d sbs ou hybrid dv sdr av1 avc vp9 vc1 aac mp3 flac opus ogg dts atmos dd nf amzn dsnp ' +
    'hmax hulu atvp pcok itunes crav batch v2 v3 v4 german french italian spanish english swedish ' +
    'danish norwegian finnish dutch polish russian czech hungarian korean japanese hindi truefrench vff vfq vf vo ' +
    'castellano latino nordic dubbing lektor custom mhd minihd bit colored'
  ).split(' '),
);

/** Tags that a separator cuts in two: `WEB-DL`, `Blu-ray`, `H.264`. By the first word, what may follow. */
const pairs = new Map<string, ReadonlySet<string>>([
  ['web', new Set(['dl', 'rip', 'hd', 'x264', 'x265', 'h264', 'h265', 'h', 'hevc', 'av1'])],
  ['blu', new Set(['ray', 'rays'])],
  ['h', new Set(['264', '265', '266'])],
  ['x', new Set(['264', '265', '266'])],
  ['dvd', new Set(['rip', 'scr'])],
  ['bd', new Set(['rip', 'remux', 'mux'])],
  ['hd', new Set(['tv', 'rip', 'dvd', '720p', '1080p'])],
  ['dts', new Set(['hd', 'es', 'x'])],
  ['hi10', new Set(['p'])],
  ['10', new Set(['bit'])],
  ['8', new Set(['bit'])],
]);

/** Numbers that name a resolution or a codec, and so never an episode on their own. */
export const technicalNumbers: ReadonlySet<number> = new Set([
  264, 265, 266, 480, 540, 576, 720, 1080, 1280, 1440, 1920, 2160, 3840, 4320,
]);

const pictureSize = /^[0-9]{3,4}x[0-9]{3,4}$/;

/** Whether the name is over at this word. */
export function isCertainTag(words: readonly Word[], index: number): boolean {
  const key = words[index]?.key;
  if (key === undefined) return false;
  return certain.has(key) || opensTagPair(words, index) || (key.length >= 7 && pictureSize.test(key));
}

/** Whether this word and the next are one certain tag. */
export function opensTagPair(words: readonly Word[], index: number): boolean {
  const seconds = pairs.get(words[index]?.key ?? '');
  return seconds?.has(words[index + 1]?.key ?? '') ?? false;
}

/** Whether a word can be a release's, given that something certain stands beside it. */
export function isLikelyTag(word: Word): boolean {
  return likely.has(word.key);
}

const broadcast = new Set(['hdtv', 'pdtv', 'dsr', 'dsrip', 'dvbrip', 'tvrip', 'hdtvrip', 'dvdrip']);

/** Whether a release was taken from a broadcast or a disc of one: such releases number episodes `103` for `1x03`. */
export function isBroadcastTag(word: Word): boolean {
  return broadcast.has(word.key);
}
