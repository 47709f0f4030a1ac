import { join } from 'node:path';
import { findSysNumber, findSysText, sysNames } from './kernel-file.ts';

/** Thermal zones of processors: `x86_pkg_temp`, `cpu-thermal`, `cpu0-thermal`, `soc_thermal`, `TCPU`. Not `acpitz`, which often says the same all day. */
const zoneTypes = /^x86_pkg_temp$|cpu|^soc/i;

/** Drivers of the sensors in processors. */
const drivers = /^(coretemp|k8temp|k10temp|zenpower|via_cputemp|cpu.*thermal|soc.*thermal)$/;

/** Sensors that answer with something else are broken or asleep; °C. */
const plausible = { least: -40, most: 150 };

/**
 * The highest temperature of the processor in °C, from `/sys/class/thermal` and `/sys/class/hwmon`
 * (`Documentation/hwmon/sysfs-interface.rst` of Linux); undefined where no sensor is known to be in it.
 */
export async function findTemperature(root: string): Promise<number | undefined> {
  const files = [...(await zones(root)), ...(await sensors(root))];
  const values = await Promise.all(files.map(findSysNumber));
  const celsius = values
    .flatMap(value => (value === undefined ? [] : value / 1000))
    .filter(value => value >= plausible.least && value <= plausible.most);
  return celsius.length > 0 ? Math.max(...celsius) : undefined;
}

async function zones(root: string): Promise<readonly string[]> {
  const folder = join(root, 'sys/class/thermal');
  const names = (await sysNames(folder)).filter(name => name.startsWith('thermal_zone'));
  const found = names.map(async name => {
    const type = await findSysText(join(folder, name, 'type'));
    return type !== undefined && zoneTypes.test(type) ? [join(folder, name, 'temp')] : [];
  });
  return (await Promise.all(found)).flat();
}

async function sensors(root: string): Promise<readonly string[]> {
  const folder = join(root, 'sys/class/hwmon');
  const found = (await sysNames(folder)).map(async name => {
    const driver = await findSysText(join(folder, name, 'name'));
    return driver !== undefined && drivers.test(driver) ? inputs(join(folder, name)) : [];
  });
  return (await Promise.all(found)).flat();
}

/** The sensors of one driver. AMD's `Tctl` is on some processors up to 27 °C above `Tdie`, which is the truth. */
async function inputs(folder: string): Promise<readonly string[]> {
  const names = (await sysNames(folder)).filter(name => /^temp\d+_input$/.test(name));
  const labelled = await Promise.all(
    names.map(async name => ({
      path: join(folder, name),
      label: await findSysText(join(folder, name.replace('_input', '_label'))),
    })),
  );
  const hasTdie = labelled.some(({ label }) => label === 'Tdie');
  return labelled.filter(({ label }) => !(hasTdie && label === 'Tctl')).map(({ path }) => path);
}
