import { join } from 'node:path';
import { findSysNumber, findSysText, sysNames } from './kernel-file.ts';

/** The battery that keeps this machine running. */
export interface Battery {
  /** Nothing feeds the machine but its battery. */
  readonly inUse: boolean;
  /** What is left, as far as it is known: the mean where there are several. */
  readonly percent?: number;
}

interface Supply {
  readonly kind: 'battery' | 'external';
  /** A battery that discharges, external power that is there. */
  readonly active: boolean;
  readonly percent: number | undefined;
}

/**
 * Reads `/sys/class/power_supply` (`Documentation/ABI/testing/sysfs-class-power` of Linux); undefined where the
 * machine has no battery.
 */
export async function findBattery(root: string): Promise<Battery | undefined> {
  const folder = join(root, 'sys/class/power_supply');
  const names = await sysNames(folder);
  const supplies = (await Promise.all(names.map(name => findSupply(join(folder, name))))).flatMap(
    s => s ?? [],
  );
  const batteries = supplies.filter(supply => supply.kind === 'battery');
  if (batteries.length === 0) return undefined;
  const percents = batteries.flatMap(battery => battery.percent ?? []);
  const hasPower = supplies.some(supply => supply.kind === 'external' && supply.active);
  return {
    inUse: !hasPower && batteries.some(battery => battery.active),
    ...(percents.length > 0 && {
      percent: Math.round(percents.reduce((sum, percent) => sum + percent) / percents.length),
    }),
  };
}

async function findSupply(folder: string): Promise<Supply | undefined> {
  const type = await findSysText(join(folder, 'type'));
  // Of a mouse, a keyboard, a headset.
  if ((await findSysText(join(folder, 'scope'))) === 'Device') return undefined;
  switch (type) {
    case 'Battery':
    case 'UPS': {
      const active = (await findSysText(join(folder, 'status'))) === 'Discharging';
      return { kind: 'battery', active, percent: await findSysNumber(join(folder, 'capacity')) };
    }
    case 'Mains':
    case 'USB':
    case 'Wireless': {
      // 1: there, 2: there, and one of several levels.
      const online = (await findSysNumber(join(folder, 'online'))) ?? 0;
      return { kind: 'external', active: online > 0, percent: undefined };
    }
    default:
      return undefined;
  }
}
