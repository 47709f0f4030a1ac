/**
 * The formats and codecs of media libraries, by FFmpeg's names. A file of any other kind is refused before it is
 * parsed: FFmpeg also knows playlists and manifests (`hls`, `concat`, `dash`, `sdp`, `image2`) that make it open other
 * files whatever their own name says, and decoders of forgotten games and cameras that nobody looks after
 * (`magicyuv`: CVE-2026-8461).
 */
const videoFormats = [
  'matroska,mov,avi,mpegts,mpeg,mpegvideo,m4v,asf,flv,rm,nsv,nut,mxf,wtv,dv,ivf,h264,hevc,obu',
  'vvc,vc1',
];
const audioFormats = [
  'mp3,flac,ogg,wav,w64,aiff,caf,au,aac,loas,ac3,eac3,dts,dtshd,truehd,mlp,ape,wv,tta,tak,mpc,mpc8,dsf,iff,amr,oma',
];
export const allowedFormats = [...videoFormats, ...audioFormats].join(',');

const videoCodecs = [
  'h264,hevc,vvc,av1,libdav1d,vp3,vp4,vp5,vp6,vp6a,vp6f,vp7,vp8,vp9,theora',
  'mpeg1video,mpeg2video,mpegvideo,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4,h261,h263,h263i,h263p,flv',
  'wmv1,wmv2,wmv3,vc1,rv10,rv20,rv30,rv40,svq1,svq3,cinepak,indeo3,indeo4,indeo5,msvideo1',
  'mjpeg,mjpegb,dvvideo,prores,dnxhd,cfhd,ffv1,huffyuv,ffvhuff,utvideo,jpeg2000,rawvideo,v210,png',
];
const audioCodecs = [
  'aac,aac_latm,ac3,eac3,dca,truehd,mlp,mp1,mp1float,mp2,mp2float,mp3,mp3float,vorbis,opus,flac,alac,ape,wavpack',
  'tta,tak,als,mpc7,mpc8,wmav1,wmav2,wmapro,wmalossless,wmavoice,cook,sipr,ralf,atrac1,atrac3,atrac3plus,amrnb,amrwb',
  'speex,nellymoser,dvaudio,dsd_lsbf,dsd_msbf,dsd_lsbf_planar,dsd_msbf_planar,dst,qdm2,qdmc,gsm,gsm_ms,real_144,real_288',
  'adpcm_ms,adpcm_ima_wav,adpcm_ima_qt,adpcm_swf,adpcm_yamaha,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_f32be,pcm_f32le',
  'pcm_f64be,pcm_f64le,pcm_s8,pcm_s8_planar,pcm_s16be,pcm_s16be_planar,pcm_s16le,pcm_s16le_planar,pcm_s24be,pcm_s24le',
  'pcm_s24le_planar,pcm_s32be,pcm_s32le,pcm_s32le_planar,pcm_u8',
];
const subtitleCodecs = ['ssa,ass,dvbsub,dvdsub,mov_text,pgssub,subrip,text,webvtt,xsub'];
export const allowedCodecs = [...videoCodecs, ...audioCodecs, ...subtitleCodecs].join(',');

/** Pixels of the largest picture that is decoded: 8K in any shape, with something to spare. */
export const mostPixels = 50_000_000;
