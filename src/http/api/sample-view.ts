import { z } from '@hono/zod-openapi';
import { noSamples, type RunSample, type RunSamples, type Use } from '../../domain/samples.ts';

const count = z.int().min(0);
const ms = count.openapi({ example: noSamples.bucketMs });
const bytes = count.openapi({ example: 524_288_000 });

/** What was used, by one run or several. */
export const useView = z.object({
  cpuSeconds: z.number().min(0).openapi({
    description: 'Time of processors: 10 in 5 seconds are two that did nothing else.',
    example: 12.5,
  }),
  bytesRead: bytes.openapi({
    description: 'What its workers asked their files for, and the server read from disks. 0 but on Linux.',
  }),
  bytesWritten: bytes.openapi({ description: 'What was written to disks. 0 but on Linux.' }),
});

const sampleView = z
  .object({
    fromMs: count.openapi({
      description:
        'When it begins: milliseconds from when the run began to work, by a clock that never jumps.',
      example: 120_000,
    }),
    lengthMs: ms.openapi({ description: 'How long it is, in milliseconds.' }),
    restedMs: count.openapi({
      description: 'For how much of it a pause held the run, in milliseconds.',
      example: 0,
    }),
    done: count.openapi({ description: 'Files, or other units, that ended well in it.', example: 14 }),
    failed: count.openapi({ description: 'Those that were given up.', example: 0 }),
    ...useView.shape,
    workers: z
      .number()
      .min(0)
      .openapi({ description: 'Workers that worked for it at once, on average.', example: 1.8 }),
  })
  .openapi('RunSample', { description: 'How a run went in one stretch of it.' });

/** The fields of what holds samples. */
export const samplesShape = {
  bucketMs: ms.openapi({
    description:
      'How long each sample is but the last, which may be shorter, in milliseconds. It doubles as a run grows long: then two neighbours became one.',
  }),
  samples: z.array(sampleView),
};

export function viewSamples({ bucketMs, items }: RunSamples) {
  return { bucketMs, samples: items.map(viewSample) };
}

function viewSample({ cpuUs, bytesRead, bytesWritten, workerMs, ...sample }: RunSample) {
  const workers = sample.lengthMs > 0 ? workerMs / sample.lengthMs : 0;
  return {
    ...sample,
    ...viewUse({ cpuUs, bytesRead, bytesWritten }),
    workers: Math.round(workers * 100) / 100,
  };
}

export function viewUse({ cpuUs, ...bytes }: Use) {
  return { cpuSeconds: cpuUs / 1e6, ...bytes };
}
