import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openButler } from '../../src/app/butler.ts';
import { startReceiver } from '../support/receiver.ts';
import { runOf } from '../support/run-of.ts';
import { mountSmallDisk, noSmallDisk } from '../support/small-disk.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const at = (day: string, time: string) =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(Temporal.Now.timeZoneId()).epochMilliseconds;

test('a run that fails and the report of its night are told to the addresses that are set', async () => {
  await using folder = await makeTempFolder();
  await using receiver = await startReceiver();
  let now = at('2027-06-01', '12:00');
  const butler = await openButler(join(folder.path, 'data'), () => now, 0);
  try {
    const occupied = join(folder.path, 'occupied');
    await writeFile(occupied, 'No backup can be kept in a file.');
    await butler.settings.set({
      ButlerNotifyWebhook: `${receiver.url}/hook`,
      ButlerNotifyWebhookSecret: 'hunter2',
      ButlerDatabaseBackupPath: occupied,
    });
    await butler.engine.open();
    butler.engine.attend();
    butler.nightly.start();

    // Tried again twice, a while later each time, and told each time.
    const ran = runOf(butler.events, 'OptimizeDatabase', 'succeeded');
    now = at('2027-06-02', '02:10');
    butler.engine.look();
    const failure = await receiver.request(1);
    await ran;
    for (const [number, time] of [
      [2, '02:20'],
      [3, '02:40'],
    ] as const) {
      now = at('2027-06-02', time);
      butler.engine.look();
      await receiver.request(number);
    }
    now = at('2027-06-02', '05:00');
    butler.engine.look();
    const report = await receiver.request(4);

    for (const { line, headers, body } of [failure, report]) {
      expect(line).toBe('POST /hook');
      const signed = createHmac('sha256', 'hunter2').update(`${headers['x-butler-timestamp']}.${body}`);
      expect(headers['x-butler-signature']).toBe(`sha256=${signed.digest('hex')}`);
    }
    expect(JSON.parse(failure.body)).toMatchObject({
      kind: 'failure',
      title: 'Backup Database failed',
      detail: { task: 'BackupDatabase', state: 'failed', serviceDay: '2027-06-02' },
    });
    const { kind, text, detail } = JSON.parse(report.body);
    expect(kind).toBe('report');
    expect(text).toMatch(/^Night of Wednesday 2 June 2027, 02:00–05:00\n\d+ tasks done, 1 failed\./);
    expect(detail.tasks.find(({ task }: { task: string }) => task === 'BackupDatabase')).toMatchObject({
      state: 'failed',
      runs: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
  } finally {
    await butler.close();
  }
});

test.skipIf(noSmallDisk)(
  `a disk for backups that is nearly full is told of${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using folder = await makeTempFolder();
    await using receiver = await startReceiver();
    await using disk = await mountSmallDisk(1_000 * 4_096);
    await writeFile(join(disk.path, 'filling'), Buffer.alloc(980 * 4_096));
    const butler = await openButler(join(folder.path, 'data'));
    try {
      await butler.settings.set({
        ButlerNotifyWebhook: receiver.url,
        ButlerDatabaseBackupPath: disk.path,
        // Whatever disk the data folder of this test is on.
        ButlerDiskNearlyFullPercent: '97',
      });
      butler.nightly.start();
      const { body } = await receiver.request(1);
      expect(JSON.parse(body)).toMatchObject({ kind: 'disk-nearly-full', detail: { folder: disk.path } });
    } finally {
      await butler.close();
    }
  },
);
