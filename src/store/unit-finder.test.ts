import { expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import type { UnitState } from '../domain/run.ts';
import { SqliteUnitFinder } from './unit-finder.ts';

const states: readonly UnitState[] = ['queued', 'done', 'quarantined'];
const task = 'LoudnessAnalysis';

async function open() {
  const library = await TestLibrary.open();
  const section = await library.add('movie');
  const names = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}.mkv`, 10 + i]));
  await library.take(section, [listing('some', names)]);
  await library.read(
    Object.fromEntries(Object.keys(names).map(name => [name, { kind: 'movie', title: name }])),
  );
  const { runs, db } = library.store;
  const newRun = { trigger: 'manual', state: 'queued', serviceDay: '2027-03-28', createdAt: 1 } as const;
  const run = await runs.addRun({ ...newRun, task });
  const other = await runs.addRun({ ...newRun, task: 'DeepMediaAnalysis' });
  const parts = await db.selectFrom('part').select(['id', 'name', 'size']).orderBy('id').execute();
  for (const { id, name, size } of parts) {
    const state = states[id % 3] ?? 'queued';
    const unit = { version: `v${id}`, bytes: size, priority: 1, label: name, subject: `part:${id}` };
    const tried = state === 'queued' ? { attempts: 0, updated_at: 0 } : { attempts: 3, updated_at: 40 };
    const error = state === 'quarantined' ? 'Cut off.' : null;
    for (const { id: run_id, task } of [run, other])
      await db
        .insertInto('unit')
        .values({ ...unit, task, run_id, state, error, ...tried })
        .execute();
  }
  return { library, section, run, parts, units: new SqliteUnitFinder(db) };
}

test('the units of a run are listed page by page, all or those in one state', async () => {
  const { library, run, units, parts } = await open();
  await using _ = library;
  for (const state of [undefined, ...states]) {
    const all = await units.ofRun(run, { state }, { limit: 500 });
    const expected = parts.filter(({ id }) => (state ?? states[id % 3]) === states[id % 3]);
    expect(all.map(({ partId }) => partId).toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id));
    const paged = [];
    for (let page = await units.ofRun(run, { state }, { limit: 2 }); page.length > 0; ) {
      paged.push(...page);
      page = await units.ofRun(run, { state }, { limit: 2, after: page.at(-1)?.partId });
    }
    expect(paged).toEqual(all);
  }
  expect(await units.countOfRun(run.id)).toEqual({ queued: 4, done: 4, quarantined: 4 });
  expect(await units.countOfRun(99)).toEqual({ queued: 0, done: 0, quarantined: 0 });
  expect(await units.ofRun({ id: 99, task }, {}, { limit: 5 })).toEqual([]);
});

test('a unit tells where its file is and how it failed in each run', async () => {
  const { library, section, run, units, parts } = await open();
  await using _ = library;
  const failed = parts.find(({ id }) => states[id % 3] === 'quarantined');
  if (!failed) throw new Error('No part failed.');
  const failure = { subject: `part:${failed.id}`, label: failed.name, error: 'Cut off.', at: 40 } as const;
  await library.store.runs.addFailure({ ...failure, runId: run.id, attempts: 3, quarantined: true });
  expect(await units.find(task, failed.id)).toEqual({
    ...{ task, partId: failed.id, runId: run.id, state: 'quarantined', label: failed.name },
    ...{ bytes: failed.size, attempts: 3, error: 'Cut off.', triedAt: 40, version: `v${failed.id}` },
    file: { sectionId: section.id, itemId: expect.any(Number), path: `/media/movie/some/${failed.name}` },
    failures: [{ ...failure, runId: run.id, attempts: 3, quarantined: true }],
  });
  expect((await units.find('DeepMediaAnalysis', failed.id))?.failures).toEqual([]);
  expect(await units.find(task, 999)).toBeUndefined();
  const [first] = parts;
  await library.store.db
    .deleteFrom('part')
    .where('id', '=', first?.id ?? 0)
    .execute();
  expect(await units.find(task, first?.id ?? 0)).not.toHaveProperty('file');
});
