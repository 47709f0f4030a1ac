import type { EventEmitter } from 'node:events';
import type { TaskView } from '../../src/domain/butler.ts';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { Pause } from '../../src/domain/pause.ts';
import { noProgress, type Progress, type Run } from '../../src/domain/run.ts';
import type { DayForecast, Decision, Reason } from '../../src/domain/schedule.ts';
import type { TaskName } from '../../src/domain/task.ts';
import { RecordedButler, run } from '../support/recorded-butler.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How far the night is: open for 40 minutes, or nine hours away. */
export type When = 'open' | 'ahead';

/** A Butler in memory with its hands full, around the real time, that tells what happens as the real one does. */
export class BusyButler extends RecordedButler {
  readonly #events: EventEmitter<ButlerEvents>;
  readonly #night: { opensAt: number; closesAt: number; cutoffAt: number };

  constructor(events: EventEmitter<ButlerEvents>, when: When, now = Date.now(), tasks?: readonly TaskView[]) {
    const opensAt = now + (when === 'open' ? -40 : 540) * minuteMs;
    super(tasks ?? (when === 'open' ? busyNight(now, opensAt) : quietDay(now, opensAt)));
    this.#events = events;
    this.#night = { opensAt, closesAt: opensAt + 180 * minuteMs, cutoffAt: opensAt + 165 * minuteMs };
  }

  override async start(name: string): ReturnType<RecordedButler['start']> {
    const outcome = await super.start(name);
    this.#tell(name);
    return outcome;
  }

  override async stop(name: string): ReturnType<RecordedButler['stop']> {
    const outcome = await super.stop(name);
    this.#tell(name);
    return outcome;
  }

  override async pause(request: Parameters<RecordedButler['pause']>[0]): Promise<Pause> {
    const pause = await super.pause(request);
    this.#events.emit('pauses', this.pauses());
    return pause;
  }

  override async resume(scope: Pause['scope']): Promise<boolean> {
    const found = await super.resume(scope);
    this.#events.emit('pauses', this.pauses());
    return found;
  }

  /** Nobody watches anything here. */
  override pauses(): readonly Pause[] {
    return super.pauses().filter(({ cause }) => cause === 'hand');
  }

  override tasks(): readonly TaskView[] {
    const pauses = this.pauses();
    return super.tasks().map(task => {
      const pause = pauses.find(({ scope }) => scope === 'all' || scope === task.name);
      return pause ? { ...task, pause } : task;
    });
  }

  override async forecast(): Promise<readonly DayForecast[]> {
    const serviceDay = new Date(this.#night.opensAt).toISOString().slice(0, 10);
    const decisions = super.tasks().map(({ decision }) => decision);
    return [
      {
        serviceDay,
        night: { windowId: 'default', serviceDay, ...this.#night },
        sentence: 'Tonight.',
        decisions,
      },
    ];
  }

  /** Every run in hand reports. */
  report(progress: (run: Run) => Progress): void {
    for (const { active } of super.tasks()) {
      if (active?.state === 'running') this.#events.emit('progress', active.id, progress(active));
    }
  }

  #tell(name: string): void {
    const task = super.tasks().find(task => task.name === name);
    const run = task?.active ?? task?.last;
    if (run) this.#events.emit('run', run);
  }
}

const titles: readonly (readonly [name: TaskName, title: string, intervalDays: number])[] = [
  ['RefreshLibraries', 'Refresh Libraries', 1],
  ['RefreshLocalMedia', 'Refresh Local Media', 3],
  ['GenerateMediaIndexFiles', 'Generate Media Index Files', 1],
  ['GenerateChapterThumbs', 'Generate Chapter Thumbnails', 1],
  ['LoudnessAnalysis', 'Loudness Analysis', 1],
  ['MusicAnalysis', 'Music Analysis', 1],
  ['DeepMediaAnalysis', 'Deep Media Analysis', 1],
  ['UpgradeMediaAnalysis', 'Upgrade Media Analysis', 1],
  ['ButlerTaskGenerateIntroMarkers', 'Generate Intro Markers', 1],
  ['ButlerTaskGenerateCreditsMarkers', 'Generate Credits Markers', 1],
  ['ButlerTaskGenerateAdMarkers', 'Generate Ad Markers', 1],
  ['ButlerTaskGenerateVoiceActivity', 'Generate Voice Activity', 1],
  ['GenerateAutoTags', 'Generate Auto Tags', 1],
  ['GenerateBlurHashes', 'Generate Blur Hashes', 1],
  ['RefreshPeriodicMetadata', 'Refresh Periodic Metadata', 1],
  ['BuildGracenoteCollections', 'Build Gracenote Collections', 1],
  ['RefreshEpgGuides', 'Refresh Program Guides', 1],
  ['BackupDatabase', 'Backup Database', 3],
  ['OptimizeDatabase', 'Optimize Database', 7],
  ['CleanOldBundles', 'Clean Old Bundles', 7],
  ['CleanOldCacheFiles', 'Clean Old Cache Files', 7],
  ['GarbageCollectBlobs', 'Garbage Collect Blobs', 1],
  ['GarbageCollectLibraryMedia', 'Garbage Collect Library Media', 1],
  ['CheckForUpdates', 'Check for Updates', 1],
  ['AutomaticUpdates', 'Automatic Updates', 1],
];

/** All tasks, every one of them running. */
export function allRunning(now: number): readonly TaskView[] {
  return titles.map(([name, title, intervalDays], index) => ({
    ...view(name, title, intervalDays),
    decision: decide(name, 'active', 'Runs now.'),
    active: run(name, 100 + index, { state: 'running', startedAt: now - index * minuteMs, createdAt: now }),
  }));
}

function quietDay(now: number, opensAt: number): readonly TaskView[] {
  return titles.map(([name, title, intervalDays], index) => {
    const task = {
      ...view(name, title, intervalDays),
      last: ended(name, index, now - dayMs / 2 - index * minuteMs, 90_000),
    };
    if (name === 'AutomaticUpdates')
      return { ...task, enabled: false, decision: decide(name, 'disabled', 'Switched off in the settings.') };
    if (intervalDays > 1)
      return {
        ...task,
        decision: decide(
          name,
          'not-due',
          `Ran yesterday; due again on Thursday (every ${intervalDays} days).`,
        ),
      };
    const plannedAt = opensAt + (index % 3 === 0 ? 0 : index * 6) * minuteMs;
    const sentence = index % 3 ? 'Placed at random in the window.' : 'Starts with the window.';
    return {
      ...task,
      spread: index % 3 > 0,
      decision: decide(name, index % 3 ? 'due-and-placed' : 'due', sentence, plannedAt),
    };
  });
}

function busyNight(now: number, opensAt: number): readonly TaskView[] {
  return quietDay(now, opensAt).map((task, index): TaskView => {
    const { name } = task;
    const running = inHand.get(name);
    if (running) {
      const startedAt = opensAt + (3 + index * 3) * minuteMs;
      const active = run(name, 100 + index, {
        state: 'running',
        startedAt,
        createdAt: startedAt,
        progress: running,
      });
      return { ...task, active, decision: decide(name, 'active', 'Runs now.') };
    }
    if (name === 'ButlerTaskGenerateVoiceActivity') {
      return {
        ...task,
        active: run(name, 150, { state: 'queued', createdAt: now }),
        decision: decide(name, 'active', 'Waits for its turn.'),
      };
    }
    if (index < 2)
      return {
        ...task,
        last: ended(name, index, opensAt + index * minuteMs, (4 + index * 7) * minuteMs),
        decision: decide(name, 'not-due', 'Ran today; due again tomorrow (every day).'),
      };
    const { plannedAt } = task.decision;
    if (plannedAt === undefined || plannedAt > now) return task;
    const later = opensAt + (60 + index * 4) * minuteMs;
    return { ...task, decision: { ...task.decision, plannedAt: later } };
  });
}

/** Names of files as they are found: with markup, from right to left, and without end. */
const inHand: ReadonlyMap<TaskName, Progress> = new Map<TaskName, Progress>([
  [
    'GenerateMediaIndexFiles',
    {
      done: 1204,
      total: 1310,
      failed: 3,
      bytesDone: 8.61e12,
      bytesTotal: 9.4e12,
      bytesPerSecond: 184e6,
      timeLeftMs: 71 * minuteMs,
      subtitle: 'Amélie & <b>"Ø"</b> (2001).mkv',
    },
  ],
  [
    'LoudnessAnalysis',
    {
      done: 77,
      total: 420,
      failed: 0,
      bytesDone: 3e9,
      bytesTotal: 19e9,
      bytesPerSecond: 12.4e6,
      timeLeftMs: 21 * minuteMs,
      subtitle: 'فيلم طويل عن الليل (2019).mkv',
    },
  ],
  [
    'MusicAnalysis',
    {
      done: 12,
      total: 90,
      failed: 0,
      bytesDone: 0,
      subtitle: `${'A very long name that goes on '.repeat(9)}.flac`,
    },
  ],
  ['DeepMediaAnalysis', { ...noProgress }],
]);

function view(name: TaskName, title: string, intervalDays: number): TaskView {
  return {
    name,
    title,
    description: `${title}.`,
    intervalDays,
    spread: false,
    enabled: true,
    decision: decide(name, 'not-due', 'Not due.'),
  };
}

function decide(task: TaskName, reason: Reason, sentence: string, plannedAt?: number): Decision {
  const action = plannedAt === undefined ? 'skip' : 'place';
  return {
    task,
    action,
    reason,
    serviceDay: '2026-03-01',
    sentence,
    ...(plannedAt !== undefined && { plannedAt }),
  };
}

function ended(name: TaskName, index: number, startedAt: number, lastedMs: number): Run {
  const state = index === 5 ? 'failed' : index === 9 ? 'interrupted' : 'succeeded';
  return run(name, index + 1, {
    state,
    startedAt,
    createdAt: startedAt,
    endedAt: startedAt + lastedMs,
    outcome: 'Done.',
  });
}
