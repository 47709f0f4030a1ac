import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { executeMany } from './batch-query.ts';
import { openStore, type Store } from './open.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-batch-'));
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const preferences = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: `p${String(i).padStart(6, '0')}`, value: `${i}` }));

test('one query runs for every row, over more rows than one message holds', async () => {
  const rows = preferences(4_501);
  await store.db.transaction().execute(async trx => {
    const none = await executeMany(trx, rows, of =>
      trx.insertInto('preference').values({ id: of('id'), value: of('value') }),
    );
    expect(none).toEqual([]);
  });
  expect(await store.db.selectFrom('preference').selectAll().orderBy('id').execute()).toEqual(rows);
});

test('constants stay the same for all rows, and returned rows come in order', async () => {
  const returned = await store.db.transaction().execute(trx =>
    executeMany(trx, [{ id: 'b' }, { id: 'a' }], of =>
      trx
        .insertInto('preference')
        .values({ id: of('id'), value: 'same' })
        .onConflict(conflict => conflict.column('id').doUpdateSet({ value: 'again' }))
        .returning(['id', 'value']),
    ),
  );
  expect(returned).toEqual([
    { id: 'b', value: 'same' },
    { id: 'a', value: 'same' },
  ]);
});

test('a value that a row lacks is null', async () => {
  const decision = { task: 'BackupDatabase', action: 'skip', reason: 'not-due' } as const;
  await store.db.transaction().execute(trx =>
    executeMany<{ at: number; planned?: number }, unknown>(trx, [{ at: 1 }, { at: 2, planned: 3 }], of =>
      trx.insertInto('decision').values({
        ...decision,
        at: of('at'),
        planned_at: of('planned') ?? null,
        service_day: '2026-05-01',
        sentence: 'Not due.',
      }),
    ),
  );
  const rows = await store.db.selectFrom('decision').select(['at', 'planned_at']).orderBy('at').execute();
  expect(rows).toEqual([
    { at: 1, planned_at: null },
    { at: 2, planned_at: 3 },
  ]);
});

test('a row that is refused takes the whole transaction back', async () => {
  const rows = [...preferences(2_500), { id: 'p000000', value: 'twice' }];
  const attempt = store.db
    .transaction()
    .execute(trx =>
      executeMany(trx, rows, of => trx.insertInto('preference').values({ id: of('id'), value: of('value') })),
    );
  await expect(attempt).rejects.toThrow('UNIQUE constraint failed');
  expect(await store.db.selectFrom('preference').selectAll().execute()).toEqual([]);
});
