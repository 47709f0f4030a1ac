import { describe, expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { findBattery } from './battery.ts';

/** The files of one supply. */
function supply(name: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [`sys/class/power_supply/${name}/${file}`, `${text}\n`]),
  );
}

const plug = (online: string) => supply('AC', { type: 'Mains', online });
const cell = (name: string, status: string, capacity: string) =>
  supply(name, { type: 'Battery', scope: 'System', status, capacity });

describe('the battery', () => {
  test.each([
    [
      'a notebook without its plug',
      { ...plug('0'), ...cell('BAT0', 'Discharging', '64') },
      { inUse: true, percent: 64 },
    ],
    [
      'a notebook at the wall',
      { ...plug('1'), ...cell('BAT0', 'Charging', '64') },
      { inUse: false, percent: 64 },
    ],
    ['a full one', { ...plug('1'), ...cell('BAT0', 'Full', '100') }, { inUse: false, percent: 100 }],
    [
      'one whose plug gives too little',
      { ...plug('1'), ...cell('BAT0', 'Discharging', '9') },
      { inUse: false, percent: 9 },
    ],
    [
      'two batteries, one in use',
      { ...plug('0'), ...cell('BAT0', 'Not charging', '100'), ...cell('BAT1', 'Discharging', '31') },
      { inUse: true, percent: 66 },
    ],
    [
      'a plug of another kind',
      { ...supply('ucsi-source-psy', { type: 'USB', online: '1' }), ...cell('BAT0', 'Discharging', '50') },
      { inUse: false, percent: 50 },
    ],
    [
      'an uninterruptible supply that does not say what is left',
      supply('ups', { type: 'UPS', status: 'Discharging' }),
      { inUse: true },
    ],
  ])('of %s', async (_, files, expected) => {
    await using kernel = await makeKernelFolder(files);
    expect(await findBattery(kernel.root)).toEqual(expected);
  });

  test.each([
    [
      'only a mouse has one',
      supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', status: 'Discharging' }),
    ],
    ['there is only a plug', plug('1')],
    ['nothing is told', {}],
  ])('is none where %s', async (_, files) => {
    await using kernel = await makeKernelFolder(files);
    expect(await findBattery(kernel.root)).toBeUndefined();
  });
});
