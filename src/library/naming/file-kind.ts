import type { FileKind } from '../../domain/library.ts';

/**
 * Extensions by kind: those that Plex, Jellyfin and Kodi list and FFmpeg reads. Left out are disc images, playlists
 * and link files, which hold no media themselves, and extensions that mostly mean something else (`dat`, `bin`, `mod`).
 */
const extensions: Readonly<Record<Exclude<FileKind, 'other'>, string>> = {
  video:
    '3g2 3gp 3gp2 3gpp amv asf avi bik bivx divx dv dvr-ms evo f4v fli flv h264 h265 hevc ivf m1v m2t m2ts m2v ' +
    'm4v mj2 mk3d mkv mov mp4 mpe mpeg mpg mpv mts mxf nsv nut nuv obu ogm ogv ogx pva qt rec rm rmvb svq3 tod tp ' +
    'trp ts ty vdr viv vob vp3 vro webm wm wmv wtv xesc xvid y4m',
  audio:
    'aa aac aax ac3 ac4 adts aif aifc aiff alac amr ape au awb caf dff dsf dts dtshd eac3 ec3 f4a flac gsm m4a m4b ' +
    'm4p m4r mka mlp mp+ mp1 mp2 mp3 mpa mpc mpp oga ogg oma opus ra rf64 shn snd spx tak thd tta voc w64 wav ' +
    'weba wma wv',
  image:
    '3fr apng arw avif avifs bmp cr2 cr3 crw dcr dib dng erf exr fff gif hdr heic heics heif heifs hif ico iiq j2k ' +
    'jfif jp2 jpe jpeg jpf jpg jpx jxl k25 kdc mef mos mpo mrw nef nrw orf pbm pcx pef pgm png pnm ppm psd raf raw ' +
    'rw2 rwl sr2 srf srw tbn tga tif tiff webp x3f',
  subtitle:
    'aqt ass dfxp idx jss mks mpl2 pgs pjs psb rt sami sbv scc smi srt ssa stl sub sup ttml usf utf utf-8 utf8 vtt',
  nfo: 'nfo',
  lyrics: 'elrc lrc',
};

const kindOfExtension = new Map<string, FileKind>(
  Object.entries(extensions).flatMap(([kind, list]) =>
    list.split(' ').flatMap(extension => [
      [extension, kind as FileKind] as const,
      // Cameras write capitals; with both spellings in the map, almost no name has to be folded.
      [extension.toUpperCase(), kind as FileKind] as const,
    ]),
  ),
);

/** What a file is taken for, by its last extension in any case. A name that only begins with a dot has none. */
export function fileKindOf(name: string): FileKind {
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return 'other';
  const extension = name.slice(dot + 1);
  return kindOfExtension.get(extension) ?? kindOfExtension.get(extension.toLowerCase()) ?? 'other';
}
