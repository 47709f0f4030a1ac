import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { findTemperature } from './temperature.ts';

const zone = (number: number, type: string, temp: string) => ({
  [`sys/class/thermal/thermal_zone${number}/type`]: `${type}\n`,
  [`sys/class/thermal/thermal_zone${number}/temp`]: `${temp}\n`,
});

const sensor = (number: number, name: string, temps: Readonly<Record<string, string>>) =>
  Object.fromEntries([
    [`sys/class/hwmon/hwmon${number}/name`, `${name}\n`],
    ...Object.entries(temps).map(([file, text]) => [`sys/class/hwmon/hwmon${number}/${file}`, `${text}\n`]),
  ]);

test.each([
  ['of a Raspberry Pi', zone(0, 'cpu-thermal', '48312'), 48.312],
  [
    'of the hottest zone that is in the processor',
    { ...zone(0, 'acpitz', '99000'), ...zone(1, 'x86_pkg_temp', '61000'), ...zone(2, 'TCPU', '62050') },
    62.05,
  ],
  [
    'of the hottest core, and not of a disk',
    {
      ...sensor(0, 'coretemp', { temp1_input: '55000', temp2_input: '71000', temp2_crit: '100000' }),
      ...sensor(1, 'drivetemp', { temp1_input: '80000' }),
    },
    71,
  ],
  [
    'of a die rather than of its fan control',
    sensor(2, 'k10temp', {
      temp1_input: '82000',
      temp1_label: 'Tctl',
      temp2_input: '55000',
      temp2_label: 'Tdie',
    }),
    55,
  ],
  [
    'of the fan control where there is nothing else',
    sensor(2, 'k10temp', { temp1_input: '52000', temp1_label: 'Tctl' }),
    52,
  ],
  [
    'without a sensor that is off',
    { ...zone(0, 'cpu-thermal', '-274000'), ...zone(1, 'cpu1-thermal', '39000') },
    39,
  ],
  ['below zero', zone(0, 'cpu-thermal', '-5000'), -5],
])('the temperature %s', async (_, files, celsius) => {
  await using kernel = await makeKernelFolder(files);
  expect(await findTemperature(kernel.root)).toBe(celsius);
});

test.each([
  [
    'no sensor is in the processor',
    { ...zone(0, 'acpitz', '27800'), ...sensor(0, 'nvme', { temp1_input: '41000' }) },
  ],
  ['its sensor does not answer', zone(0, 'cpu-thermal', '')],
  ['its sensor is off', zone(0, 'cpu-thermal', '-274000')],
  ['its sensor is broken', zone(0, 'cpu-thermal', '255000')],
  ['there are no sensors', {}],
])('there is none where %s', async (_, files) => {
  await using kernel = await makeKernelFolder(files);
  expect(await findTemperature(kernel.root)).toBeUndefined();
});
