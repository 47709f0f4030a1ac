import { say } from '../domain/phrases.ts';
import type { Preference } from '../domain/preference.ts';

export const pauseOnPressure: Preference<'bool'> = {
  id: 'ButlerPauseOnPressure',
  type: 'bool',
  default: true,
  label: 'Rest while the computer is busy with other work',
  summary:
    'Work on media rests while other programs need the processor, the disks or the memory. Linux only.',
  group: 'butler',
};

export const pauseCpuPercent: Preference<'int'> = {
  id: 'ButlerPauseCpuPercent',
  type: 'int',
  default: 75,
  label: 'Processor use of other programs, in percent',
  summary:
    "Above it work rests: the part of all cores that other programs use. Butler's own work never counts.",
  group: 'butler',
  advanced: true,
  range: [1, 100],
};

export const pauseIoPercent: Preference<'int'> = {
  id: 'ButlerPauseIoPercent',
  type: 'int',
  default: 40,
  label: 'Waiting for disks, in percent of the time',
  summary: 'Above it work rests: the time in which everything waits for disks that other programs keep busy.',
  group: 'butler',
  advanced: true,
  range: [1, 100],
};

export const pauseMemoryPercent: Preference<'int'> = {
  id: 'ButlerPauseMemoryPercent',
  type: 'int',
  default: 20,
  label: 'Waiting for memory, in percent of the time',
  summary: 'Above it work rests: the time in which programs wait because memory is short.',
  group: 'butler',
  advanced: true,
  range: [1, 100],
};

export const pauseOnBattery: Preference<'bool'> = {
  id: 'ButlerPauseOnBattery',
  type: 'bool',
  default: true,
  label: 'Rest while the computer runs on battery',
  summary: 'Work on media rests until the computer is plugged in. Linux only.',
  group: 'butler',
};

/** A processor that idles has 30 °C or more, and none works on at 110 °C. */
const sensibleCelsius = [40, 110] as const;

export const pauseTemperature: Preference<'int'> = {
  id: 'ButlerPauseTemperature',
  type: 'int',
  default: 0,
  label: 'Highest temperature of the processor, in °C',
  summary: 'Above it work rests until the processor is 10 °C cooler. 0 sets no limit. Linux only.',
  group: 'butler',
  advanced: true,
  check(value) {
    const [least, most] = sensibleCelsius;
    return value === 0 || (value >= least && value <= most)
      ? undefined
      : say('expect-off-or-within', { least: String(least), most: String(most) });
  },
};

export const workers: Preference<'int'> = {
  id: 'ButlerWorkers',
  type: 'int',
  default: 0,
  label: 'Number of files that are worked on at once',
  summary: '0 lets Butler choose by the cores and the memory of the computer.',
  group: 'butler',
  advanced: true,
  range: [0, 64],
};

export const workerNice: Preference<'int'> = {
  id: 'ButlerWorkerNice',
  type: 'int',
  default: 10,
  label: 'How far work on media gives way to other programs',
  summary: 'From 0, not at all, to 19, to everything.',
  group: 'butler',
  advanced: true,
  range: [0, 19],
};

export const workerMemory: Preference<'int'> = {
  id: 'ButlerWorkerMemory',
  type: 'int',
  default: 1200,
  label: 'Memory that the work on one file may take',
  summary: 'Megabytes. A file that needs more fails alone. Takes effect with the next worker; on Linux only.',
  group: 'butler',
  advanced: true,
  range: [300, 64_000],
};

/** What the owner may say of the machine, in the order in which it is listed. */
export const machinePreferences: readonly Preference[] = [
  pauseOnPressure,
  pauseCpuPercent,
  pauseIoPercent,
  pauseMemoryPercent,
  pauseOnBattery,
  pauseTemperature,
  workers,
  workerNice,
  workerMemory,
];
