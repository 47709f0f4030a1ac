import { AV_DISPOSITION_ATTACHED_PIC } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import type { PictureFormat } from '../../domain/metadata.ts';
import type { PassResults } from '../../domain/pass.ts';
import type { Analyzer, Prepare } from '../analyzer.ts';
import type { OpenFile } from '../open-file.ts';
import { loadPicture } from '../pictures/open-picture.ts';
import { Demuxer } from '../reading/demuxer.ts';
import type { SourceFile } from '../source-file.ts';

/** What clients can show, by sharp's names. */
const formats: readonly PictureFormat[] = ['jpeg', 'png', 'webp', 'gif'];
/** Larger ones are no covers. */
const mostBytes = 20 * 2 ** 20;

/** Takes out the picture that is embedded in a file as its cover. */
export const cover: Prepare<'cover'> = file => new Cover(file);

class Cover implements Analyzer<PassResults['cover']> {
  readonly #file: OpenFile;

  constructor(file: OpenFile) {
    this.#file = file;
  }

  /** The best one that can be shown; none where there is none such, which is no failure of the file. */
  async finish(): Promise<PassResults['cover']> {
    const { source } = this.#file;
    for (const bytes of readAttached(source)) {
      const format = await findFormat(bytes);
      if (format) return { picture: { bytes, format } };
    }
    return {};
  }

  [Symbol.dispose](): void {}
}

/** Front covers first, as ID3 and FLAC name them; of Matroska's files the upright cover, not the wide or small ones. */
function rankOf(stream: Stream): number {
  const tags = stream.metadata?.getAll() ?? {};
  const name = tags['filename'] ?? '';
  if (/front/i.test(tags['comment'] ?? '') || /^(?:cover|poster|folder)\./i.test(name)) return 0;
  return /^small_|_land\./i.test(name) ? 2 : 1;
}

/**
 * The pictures that are attached to the file, the best first. FFmpeg gives them out before all other packets, in an
 * opening of their own: others may have gone past them in theirs.
 */
function readAttached(source: SourceFile): readonly Uint8Array[] {
  using demuxer = new Demuxer(source);
  const attached = demuxer.streams.filter(stream => stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC));
  const pictures = new Map<number, Uint8Array>();
  using packet = new Packet();
  packet.alloc();
  for (const _ of attached) {
    packet.unref();
    if (!demuxer.read(packet)) break;
    const { data, streamIndex } = packet;
    // The packet's memory goes with the file.
    if (data && data.length <= mostBytes) pictures.set(streamIndex, Uint8Array.from(data));
  }
  source.assertUnchanged();
  return attached.toSorted((a, b) => rankOf(a) - rankOf(b)).flatMap(({ index }) => pictures.get(index) ?? []);
}

/** Undefined where it is no picture, or so large that it would take too much to show it. */
async function findFormat(bytes: Uint8Array): Promise<PictureFormat | undefined> {
  const header = await loadPicture(bytes)
    .metadata()
    .catch(() => undefined);
  return formats.find(format => format === header?.format);
}
