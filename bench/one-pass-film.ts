import { existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FFmpegError, FormatContext, Packet } from 'node-av/lib';
import { makeFilm } from '../src/media/sample/film.ts';
import { type BenchKind, findOrMakeFilm } from './index-files-film.ts';

/** A film with long GOPs and two tracks of AAC, made at the first time and kept. */
export function findOrMakeFilmWithSound(seconds: number, kind: BenchKind = '1080p H.264'): string {
  const video = findOrMakeFilm({ kind, seconds, gop: 192 });
  const path = video.replace(/\.mp4$/, '-two-tracks.mp4');
  if (existsSync(path)) return path;
  const sound = join(tmpdir(), 'butler-bench', `sound-${process.pid}.m4a`);
  makeFilm({ path: sound, seconds, picture: false, audioBitrate: 160_000 });
  const partial = join(tmpdir(), 'butler-bench', `film-${process.pid}.mp4`);
  mux(partial, [video, sound, sound]);
  rmSync(sound);
  renameSync(partial, path);
  return path;
}

/** Writes the first stream of each file into one, in order of time. */
function mux(path: string, files: readonly string[]): void {
  const output = new FormatContext();
  check(output.allocOutputContext2(null, 'mp4', path));
  output.url = path;
  const inputs = files.map(file => {
    const input = new FormatContext();
    check(input.openInputSync(`file:${file}`));
    const [source] = input.streams;
    if (!source) throw new Error(`${file} has no stream.`);
    const target = output.newStream();
    check(source.codecpar.copy(target.codecpar));
    target.timeBase = source.timeBase;
    const packet = new Packet();
    packet.alloc();
    return { input, source, target, packet, isAtEnd: input.readFrameSync(packet) < 0 };
  });
  check(output.openOutputSync());
  check(output.writeHeaderSync(null));
  for (;;) {
    const waiting = inputs.filter(({ isAtEnd }) => !isAtEnd);
    const secondsOf = ({ packet, source }: (typeof inputs)[number]) =>
      (Number(packet.dts) * source.timeBase.num) / source.timeBase.den;
    const [next] = waiting.toSorted((a, b) => secondsOf(a) - secondsOf(b));
    if (!next) break;
    const { input, source, target, packet } = next;
    packet.streamIndex = inputs.indexOf(next);
    packet.rescaleTs(source.timeBase, target.timeBase);
    check(output.writeFrameSync(packet));
    packet.unref();
    next.isAtEnd = input.readFrameSync(packet) < 0;
  }
  check(output.writeTrailerSync());
  output.closeOutputSync();
  output.freeContext();
  for (const { input, packet } of inputs) {
    packet.free();
    input.closeInputSync();
  }
}

function check(result: number): void {
  FFmpegError.throwIfError(result);
}
