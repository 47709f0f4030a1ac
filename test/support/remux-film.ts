import { AV_LOG_QUIET, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { FFmpegError, FormatContext, Log, Packet, Rational } from 'node-av/lib';

interface Remux {
  /** How often each stream of sound is written; once where absent. */
  readonly sounds?: number;
  /** Changes a packet, or leaves it out where it returns false. `n` counts the packets of its stream. */
  readonly change?: (packet: Packet, n: number, isVideo: boolean) => boolean | undefined;
  /** Options of the format that is written. */
  readonly options?: Readonly<Record<string, string>>;
}

/** Copies the packets of a film into another file, as they are but for what is changed on the way. */
export function remuxFilm(from: string, to: string, { sounds = 1, change, options = {} }: Remux): void {
  Log.setLevel(AV_LOG_QUIET);
  const input = new FormatContext();
  check(input.openInputSync(`file:${from}`));
  check(input.findStreamInfoSync(null));
  const output = new FormatContext();
  check(output.allocOutputContext2(null, null, to));
  output.url = to;
  const targets = input.streams.map(source => {
    const isVideo = source.codecpar.codecType === AVMEDIA_TYPE_VIDEO;
    const copies = Array.from({ length: isVideo ? 1 : sounds }, () => {
      const stream = output.newStream();
      check(source.codecpar.copy(stream.codecpar));
      stream.codecpar.codecTag = 0;
      stream.timeBase = new Rational(source.timeBase.num, source.timeBase.den);
      return stream;
    });
    return { source, isVideo, copies, count: 0 };
  });
  for (const [name, value] of Object.entries(options)) check(output.setOption(name, value));
  check(output.openOutputSync());
  check(output.writeHeaderSync(null));
  using packet = new Packet();
  packet.alloc();
  while (input.readFrameSync(packet) >= 0) {
    const target = targets[packet.streamIndex];
    if (target && change?.(packet, target.count++, target.isVideo) !== false) {
      for (const stream of target.copies) {
        const copy = packet.clone();
        if (!copy) throw new Error('There is no memory for a packet.');
        copy.streamIndex = stream.index;
        copy.rescaleTs(target.source.timeBase, stream.timeBase);
        // What a format does not take is what a hostile file cannot have.
        output.writeFrameSync(copy);
        copy.free();
      }
    }
    packet.unref();
  }
  check(output.writeTrailerSync());
  output.closeOutputSync();
  output.freeContext();
  input.closeInputSync();
}

function check(result: number): void {
  FFmpegError.throwIfError(result);
}
