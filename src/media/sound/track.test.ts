import { join } from 'node:path';
import { Packet } from 'node-av/lib';
import { expect, test } from 'vitest';
import { orderFor } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { Demuxer } from '../reading/demuxer.ts';
import { makeFilm } from '../sample/film.ts';
import { SourceFile } from '../source-file.ts';
import { type MeterOrder, SoundTrack } from './track.ts';

test('a meter that cannot be made fails alone', async () => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'song.flac');
  makeFilm({ path, seconds: 1, picture: false });
  using source = new SourceFile(orderFor(path, {}));
  using demuxer = new Demuxer(source);
  const [stream] = demuxer.streams;
  if (!stream) throw new Error('It has no stream.');
  const unknown = { meter: 'unknown', settings: {} } as unknown as MeterOrder;
  const meters: readonly MeterOrder[] = [unknown, { meter: 'edges', settings: { fromMs: 0, toMs: 1000 } }];
  using track = new SoundTrack({ stream: stream.index, meters }, stream.codecpar);
  using packet = new Packet();
  packet.alloc();
  for (; demuxer.read(packet); packet.unref())
    await track.take(packet, demuxer.timeOf(packet, stream.index) ?? 0);
  expect(await track.finish()).toMatchObject([
    { ok: false, error: expect.stringContaining('not a function') },
    { ok: true, value: { heard: { fromMs: 0 } } },
  ]);
});
