/** The program of a process that makes files of the sample library, as `sample-library.ts` orders them. */
import { breather } from '../breathe.ts';
import { requireEngine } from '../codecs/engine.ts';
import { type PlainError, toPlainError } from '../worker/protocol.ts';
import type { Detail } from './make-work.ts';
import { sampleWorks } from './works/library.ts';

export interface SampleOrder {
  readonly folder: string;
  readonly detail: Detail;
  /** Index in `sampleWorks`. */
  readonly work: number;
}

/** How far the order is, or that it is done, or why it is not. */
export type SampleAnswer =
  | { readonly share: number }
  | { readonly done: true }
  | { readonly error: PlainError };

const works = sampleWorks();

const tell = (answer: SampleAnswer) => process.send?.(answer);

/** Nobody wants the works of an orphan; it notices between two pictures. */
process.on('disconnect', () => process.exit());

process.on('message', async ({ folder, detail, work }: SampleOrder) => {
  try {
    await requireEngine();
    const { makeWork } = await import('./make-work.ts');
    const wanted = works[work];
    if (!wanted) throw new RangeError(`There is no work ${work}.`);
    const breathe = breather(new AbortController().signal);
    await makeWork(wanted, folder, detail, breathe, share => tell({ share }));
    tell({ done: true });
  } catch (error) {
    tell({ error: toPlainError(error) });
  }
});
