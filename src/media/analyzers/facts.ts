import type { MediaFacts, MusicTags, StreamFacts } from '../../domain/media.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import { readChapters } from '../facts/chapters.ts';
import { hashContent } from '../facts/content-hash.ts';
import { readPhoto } from '../facts/photo.ts';
import { describeStream } from '../facts/streams.ts';
import { parseContainerTags, readMusicTags } from '../facts/tags.ts';
import { isImage } from '../formats/image-signature.ts';
import type { OpenFile } from '../open-file.ts';
import type { Demuxer } from '../reading/demuxer.ts';

/**
 * Containers whose tags have one meaning, which FFmpeg knows as well as any reader of tags. In MP4 such a reader would go
 * through the table of all samples, which takes longer than everything else.
 */
const formatsWithPlainTags = new Set(['mov', 'matroska']);

/** Enough of a file to know its kind. */
const signatureBytes = 16;

/** Looks at a file: reads what its header says, and its beginning and end. */
export const facts: Prepare<'facts'> = file => new Facts(file);

class Facts implements Analyzer<MediaFacts> {
  readonly #file: OpenFile;
  #found: MediaFacts | undefined;

  constructor(file: OpenFile) {
    this.#file = file;
  }

  async begin(): Promise<void> {
    this.#found = await readFacts(this.#file);
  }

  finish(): MediaFacts {
    this.#file.source.assertUnchanged();
    if (!this.#found) throw new Error('The file was not looked at.');
    return this.#found;
  }

  [Symbol.dispose](): void {}
}

/** Throws `media-unreadable` where it is neither film, music nor photo, and `media-changed`. */
async function readFacts(file: OpenFile): Promise<MediaFacts> {
  const { source } = file;
  const contentHash = hashContent(source);
  const facts = isImage(source.read(0, signatureBytes)) ? await readPhoto(source) : await readMedia(file);
  return { ...facts, contentHash };
}

async function readMedia(file: OpenFile): Promise<Omit<MediaFacts, 'contentHash'>> {
  const { source, demuxer } = file;
  const streams = demuxer.streams.map(describeStream).filter(stream => stream !== undefined);
  const durationMs = demuxer.durationMs && Math.round(demuxer.durationMs);
  const picture = describePicture(demuxer, streams);
  const isMusic = !picture && streams.some(stream => stream.kind === 'audio');
  const hasOwnTags = isMusic && !formatsWithPlainTags.has(demuxer.format);
  const tags = { ...containerTags(demuxer, isMusic), ...(hasOwnTags && (await readMusicTags(source))) };
  return {
    container: demuxer.format,
    ...(durationMs && { durationMs, bitrate: Math.round((source.size * 8000) / durationMs) }),
    ...picture,
    streams,
    chapters: await readChapters(demuxer, durationMs),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

function describePicture(
  demuxer: Demuxer,
  streams: readonly StreamFacts[],
): Pick<MediaFacts, 'width' | 'height'> | undefined {
  const main = demuxer.findVideo();
  const { width, height } = streams.find(stream => stream.index === main?.index) ?? {};
  return width && height ? { width, height } : undefined;
}

/** Ogg keeps its tags with the stream. */
function containerTags(demuxer: Demuxer, isMusic: boolean): MusicTags {
  const ofStream = isMusic ? demuxer.streams[0]?.metadata?.getAll() : undefined;
  return parseContainerTags({ ...ofStream, ...demuxer.context.metadata?.getAll() });
}
