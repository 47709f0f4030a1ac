import { describe, expect, test } from 'vitest';
import { type Reason, reasons } from '../domain/schedule.ts';
import { describeDay, describeNight, explain, type Finding } from './explain.ts';
import { defaultWindow, nightOf } from './window.ts';

const zone = 'Europe/Berlin';
// A Tuesday.
const reader = { on: '2027-06-01', zone };
const window = defaultWindow(2, 5, zone);

function getNight(serviceDay: string) {
  const night = nightOf(window, serviceDay);
  if (!night) throw new Error(`No night on ${serviceDay}.`);
  return night;
}

function at(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

const opening = { window, night: getNight('2027-06-02') };
const later = { window, night: getNight('2027-06-03') };
const spring = { window, night: getNight('2027-03-28') };
const startsAt = at('2027-06-02T02:41:59');

const sentences: readonly (readonly [Finding, string])[] = [
  [{ reason: 'due', opening }, 'Starts now in the window 02:00–05:00.'],
  [{ reason: 'due', opening, startsAt }, 'Starts at 02:41 in the window 02:00–05:00.'],
  [{ reason: 'due', opening: spring }, 'Starts now in the window 03:00–05:00.'],
  [
    { reason: 'due-and-placed', opening, startsAt },
    'Starts at 02:41, placed at random in the window 02:00–05:00.',
  ],
  [{ reason: 'due-and-placed', opening }, 'Starts now, placed at random in the window 02:00–05:00.'],
  [{ reason: 'manual' }, 'Starts now, on request.'],
  [
    { reason: 'manual-placed', opening, startsAt },
    'Starts at 02:41, on request, placed at random in the window 02:00–05:00.',
  ],
  [{ reason: 'disabled' }, 'Switched off in the settings.'],
  [notDue('2027-05-30', '2027-06-02', 3), 'Ran on Sunday; due again tomorrow (every 3 days).'],
  [notDue('2027-05-31', '2027-06-03', 3), 'Ran yesterday; due again on Thursday (every 3 days).'],
  [notDue('2027-06-01', '2027-06-02', 1), 'Ran today; due again tomorrow (every day).'],
  [notDue('2027-05-30', '2027-06-06', 7), 'Ran on Sunday; due again on Sunday 6 June 2027 (every 7 days).'],
  [notDue('2027-06-01', '2027-06-08', 7), 'Ran today; due again on Tuesday 8 June 2027 (every 7 days).'],
  [
    { ...notDue('2027-06-04', '2027-06-07', 3), isAhead: true },
    'Runs on Friday; due again on Monday (every 3 days).',
  ],
  [
    { reason: 'not-enough-spacing', from: at('2027-06-01T21:30') },
    'Too soon after its last run; may start again from today at 21:30 on.',
  ],
  [{ reason: 'media-added' }, 'Starts now, as media was added.'],
  [{ reason: 'retry', startsAt }, 'Starts at 02:41 once more, after it failed.'],
  [{ reason: 'retry', opening }, 'Starts now once more, after it failed, in the window 02:00–05:00.'],
  [{ reason: 'media-added', opening }, 'Starts now, as media was added, in the window 02:00–05:00.'],
  [
    { reason: 'media-added', opening, startsAt },
    'Starts at 02:41, as media was added, in the window 02:00–05:00.',
  ],
  [{ reason: 'new-input', of: 'music' }, 'Starts now, as there are new descriptions of music.'],
  [
    { reason: 'new-input', of: 'chapterThumbs', opening },
    'Starts now, as there are new pictures of chapters, in the window 02:00–05:00.',
  ],
  [
    { reason: 'awaits-input', of: 'artwork', maker: { title: 'Refresh Local Media' } },
    'There are new pictures; runs again once Refresh Local Media has ended.',
  ],
  [
    { reason: 'outside-window', next: later, news: 'music' },
    'There are new descriptions of music; waits for the window 02:00–05:00 on Thursday.',
  ],
  [{ reason: 'outside-window', next: opening }, 'Due; waits for the window 02:00–05:00 tomorrow.'],
  [
    { reason: 'outside-window', next: later, news: 'media' },
    'Media was added; waits for the window 02:00–05:00 on Thursday.',
  ],
  [{ reason: 'no-window' }, 'Due, but no window that it may run in ever opens.'],
  [{ reason: 'no-window', news: 'media' }, 'Media was added, but no window that it may run in ever opens.'],
  [{ reason: 'blackout', serviceDay: '2027-06-01' }, 'Nothing runs by itself today, a blackout day.'],
  [
    { reason: 'blackout', serviceDay: '2027-12-24' },
    'Nothing runs by itself on Friday 24 December 2027, a blackout day.',
  ],
  [{ reason: 'not-admitted', group: 'media', opening }, 'The window 02:00–05:00 admits no media tasks.'],
  [{ reason: 'cutoff', opening }, 'Nothing new starts after 04:45 in the window 02:00–05:00.'],
  [
    { reason: 'too-long', usualDurationMs: 80 * 60_000, opening },
    'Usually takes 1 h 20 min and would not end before the window closes at 05:00.',
  ],
  [
    { reason: 'too-long', usualDurationMs: 7_200_000, opening },
    'Usually takes 2 h and would not end before the window closes at 05:00.',
  ],
  [
    { reason: 'too-long', usualDurationMs: 1_000, opening },
    'Usually takes 1 min and would not end before the window closes at 05:00.',
  ],
  [{ reason: 'cancelled' }, 'Stopped on request; due again on the next night.'],
  [{ reason: 'too-many-failures', count: 3 }, 'Failed 3 times on this night; tried again on the next.'],
  [{ reason: 'active', state: { active: 'running' } }, 'Runs now.'],
  [{ reason: 'active', state: { active: 'queued' } }, 'Waits for its turn.'],
  [{ reason: 'active', state: { active: 'scheduled', plannedAt: startsAt } }, 'Starts at 02:41.'],
  [{ reason: 'clock-suspect' }, 'The clock cannot be right, so nothing starts until it is.'],
];

function notDue(lastOn: string, dueOn: string, intervalDays: number) {
  return { reason: 'not-due', lastOn, isAhead: false, dueOn, intervalDays } as const;
}

describe('sentences', () => {
  test.each(sentences)('%o', (finding, sentence) => expect(explain(finding, reader)).toBe(sentence));

  test('there is one for every reason', () => {
    const told = new Set<Reason>(sentences.map(([finding]) => finding.reason));
    expect(reasons.filter(reason => !told.has(reason))).toEqual([]);
  });
});

describe('a night', () => {
  test.each([
    ['2027-06-02', 'Wednesday 2 June 2027, 02:00–05:00 (3 h); nothing new starts after 04:45.'],
    ['2027-03-28', 'Sunday 28 March 2027, 03:00–05:00 (2 h); nothing new starts after 04:45.'],
    [
      '2027-10-31',
      'Sunday 31 October 2027, 02:00–05:00 (4 h, the clock changes); nothing new starts after 04:45.',
    ],
  ])('of %s', (day, sentence) => expect(describeNight(getNight(day), zone)).toBe(sentence));
});

test.each([
  ['2027-03-28', 'Sunday 28 March 2027: the change of the clock leaves nothing of the window.'],
  ['2027-03-29', 'Monday 29 March 2027: no window opens.'],
])('a day without a night: %s', (day, sentence) => {
  const sundays = { ...defaultWindow(2, 3, zone), weekdays: [7] };
  expect(nightOf(sundays, day)).toBeUndefined();
  expect(describeDay(day, [sundays])).toBe(sentence);
});
