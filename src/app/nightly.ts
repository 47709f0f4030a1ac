import type { EventEmitter } from 'node:events';
import { formatError } from '../domain/errors.ts';
import type { ButlerEvents } from '../domain/events.ts';
import type { Night, ScheduleSettings } from '../domain/schedule.ts';
import type { ButlerEngine } from '../engine/engine.ts';
import { makeReport } from '../engine/report.ts';
import { formatReport, reportTitle } from '../engine/report-text.ts';
import { DiskWatch } from '../notify/disk-watch.ts';
import { failureNotice, type Notice } from '../notify/notice.ts';
import { Notifier } from '../notify/notifier.ts';
import { historyDays, historyRuns } from '../settings/preferences.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/open.ts';

/** Runs that a night can have, and failures that are looked through for its report. */
const most = 1_000;

interface Parts {
  readonly engine: ButlerEngine;
  readonly settings: Settings;
  readonly store: Store;
  readonly events: EventEmitter<ButlerEvents>;
  readonly schedule: () => ScheduleSettings;
  /** Folders that Butler writes to. */
  readonly folders: () => readonly string[];
  readonly now: () => number;
}

/** What follows from the events of the night: reports, notices to people elsewhere, and a history that does not grow. */
export class Nightly {
  readonly #parts: Parts;
  readonly #notifier: Notifier;
  readonly #disks: DiskWatch;

  constructor(parts: Parts) {
    const { settings, events, now, folders } = parts;
    this.#parts = parts;
    const tell = (error: unknown) => events.emit('fault', formatError(error));
    this.#notifier = new Notifier({ preferences: settings, now, onTrouble: tell });
    const notify = (notice: Notice) => this.#notifier.notify(notice);
    this.#disks = new DiskWatch({ folders, preferences: settings, notify, now });
    events.on('run', run => {
      if (run.state !== 'failed') return;
      const title = parts.engine.tasks().find(task => task.name === run.task)?.title ?? run.task;
      notify(failureNotice(run, title));
    });
    events.on('nightEnded', (night, isLate) => void this.#report(night, isLate).catch(tell));
  }

  /** Safe to call twice. */
  start(): void {
    this.#notifier.start();
    this.#disks.start();
  }

  /** Safe to call twice. */
  async stop(): Promise<void> {
    this.#disks.stop();
    await this.#notifier.stop();
  }

  async #report(night: Night, isLate: boolean): Promise<void> {
    const { engine, settings, store, schedule, now } = this.#parts;
    const runs = (await store.history.runs({ limit: most })).filter(run => run.createdAt >= night.opensAt);
    const failures = await Promise.all(
      runs.filter(run => run.progress.failed > 0).map(run => store.history.failures(run.id, { limit: most })),
    );
    const samples = new Map(
      await Promise.all(runs.map(async ({ id }) => [id, await store.history.samples(id)] as const)),
    );
    const next = engine.nextNight(night.opensAt);
    const record = { night, runs, failures: failures.flat(), samples, next, isLate };
    const report = makeReport(record, schedule(), now());
    await store.reports.keepReport(report);
    this.#parts.events.emit('report', report);
    this.#notifier.notify({
      kind: 'report',
      title: reportTitle(report),
      text: formatReport(report),
      at: report.madeAt,
      detail: report,
    });
    await store.runs.pruneHistory(
      { keepDays: settings.get(historyDays), keepRuns: settings.get(historyRuns) },
      now(),
    );
  }
}
