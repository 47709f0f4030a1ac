import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import type { SpeechFacts } from '../../domain/speech.ts';
import { generateVoiceActivity as task } from './index.ts';

/** In seconds from the start of the film: sentences of two seconds. */
const begins = [7, 12, 16, 29, 33, 38, 57, 61, 70, 74, 79, 99, 104, 108, 121, 126, 131, 150, 154, 163];
const speech: SpeechFacts = {
  stream: 1,
  spans: begins.map(second => [second * 1000, second * 1000 + 2000]),
};

function subtitles(offMs: number): string {
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 23).replace('.', ',');
  const lines = begins.map((second, n) => {
    const from = second * 1000 - offMs;
    return `${n + 1}\n${time(from)} --> ${time(from + 2400)}\nLine ${n + 1}\n`;
  });
  return lines.join('\n');
}

/** Makes the speech of the film known, as the engine would, and lets these subtitles lie beside it. */
async function prepare(run: TestRun, files: Readonly<Record<string, string>>): Promise<number> {
  await takeIn(run, { 'Film.mkv': 'a film' });
  const part = [...(await run.context.analyses.partsOf('movie'))][0] ?? 0;
  await lay(run, part, files);
  return part;
}

async function lay(run: TestRun, part: number, files: Readonly<Record<string, string>>): Promise<void> {
  const marks = { kind: 'subtitle', isForced: false, isDefault: false, isSdh: false } as const;
  const sidecars = [];
  for (const [name, content] of Object.entries(files)) {
    const file = join(run.temp, 'films', name);
    await writeFile(file, content);
    sidecars.push({ ...marks, file, format: name.slice(name.lastIndexOf('.') + 1) });
  }
  await run.context.metadata.keepSidecars(new Map([[part, sidecars]]));
}

const none = { done: 0, failed: 0, bytes: 0 };
const upToDate = 'When somebody speaks is known of every film and episode.';

test('subtitles that come too early are told of, once, and again when they are others', async () => {
  await using run = await startRun(task);
  const part = await prepare(run, {
    'Film.en.srt': subtitles(2_300),
    'Film.de.srt': subtitles(0),
    'Film.fr.srt': 'nothing that could be compared',
  });
  const { analyses } = run.context;
  expect(await task.conclude(run.context, none)).toBe(upToDate);
  expect(await analyses.find(part, 'subtitleFit')).toBeUndefined();

  await analyses.keep({ partId: part, kind: 'speech', version: 'speech:1', value: speech }, 1);
  expect(await task.conclude(run.context, none)).toBe(
    `${upToDate} 1 subtitle file should come earlier or later.`,
  );
  expect(run.log).toEqual(['warn: Film.en.srt: its lines come 2.3 s too early for what is spoken.']);
  const fit = await analyses.find(part, 'subtitleFit');
  expect(fit?.value.offsets.map(({ offsetMs }) => offsetMs)).toEqual([2300, 0]);
  expect(await task.conclude(run.context, none)).toBe(upToDate);

  await lay(run, part, { 'Film.en.srt': subtitles(-4_000) });
  expect(await task.conclude(run.context, none)).toContain('1 subtitle file');
  expect(run.log.at(-1)).toBe('warn: Film.en.srt: its lines come 4.0 s too late for what is spoken.');
  await utimes(join(run.temp, 'films', 'Film.en.srt'), 1, 1);
  expect(await task.conclude(run.context, none)).toContain('1 subtitle file');
});

test('subtitles in UTF-16 are read, and those that have gone are passed over', async () => {
  await using run = await startRun(task);
  const part = await prepare(run, { 'Film.srt': '' });
  const { analyses, metadata } = run.context;
  await analyses.keep({ partId: part, kind: 'speech', version: 'speech:1', value: speech }, 1);
  const [sidecar] = (await metadata.sidecarsOf([part])).get(part) ?? [];
  if (!sidecar) throw new Error('There are no subtitles.');
  await writeFile(sidecar.file, Buffer.from(`\ufeff${subtitles(1_500)}`, 'utf16le'));
  await metadata.keepSidecars(new Map([[part, [sidecar, { ...sidecar, file: join(run.temp, 'gone.srt') }]]]));
  await task.conclude(run.context, none);
  const found = (await analyses.find(part, 'subtitleFit'))?.value.offsets ?? [];
  expect(found.map(({ file, offsetMs }) => [file, offsetMs])).toEqual([[sidecar.file, 1500]]);
});
