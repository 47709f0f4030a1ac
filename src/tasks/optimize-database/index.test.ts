import { expect, test } from 'vitest';
import { startRun, takeIn } from '../../../test/support/context.ts';
import { ButlerError } from '../../domain/errors.ts';
import { optimizeDatabase as task } from './index.ts';

test('space that is no longer used goes back to the disk, and the sentence says how much', async () => {
  await using run = await startRun(task);
  await takeIn(run, { 'Film.mkv': 'film' });
  const lines = Array.from({ length: 500 }, () => {
    return { runId: run.context.run.id, at: 0, level: 'info', message: 'x'.repeat(10_000) } as const;
  });
  await run.store.runs.addLog(lines);
  await run.store.db.deleteFrom('run_log').execute();
  const before = await run.context.database.size();
  const sentence = await task.run(run.context);
  expect(sentence).toMatch(
    /^Optimized the database: .+ before, of which .+ unused; .+ now, of which .+ unused(, written anew)?\.$/,
  );
  expect(run.log).toContainEqual(expect.stringMatching(/^debug: checking every page: \d+ ms$/));
  expect(await run.context.database.size()).toBeLessThan(before / 2);
  expect(run.progress.map(({ subtitle }) => subtitle)).toContain('checking every page');
  expect(await run.library.contentHashes()).toHaveLength(1);
});

test('it ends when it is told to', async () => {
  await using run = await startRun(task);
  run.abort(new ButlerError('cancelled', {}));
  await expect(task.run(run.context)).rejects.toMatchObject({ code: 'cancelled' });
});
