// By hand: the tables behind Intl.NumberFormat would stay in memory, 8 MB of them.

const byteUnits = ['kB', 'MB', 'GB', 'TB'];

/** Bytes for people, in powers of 1000 with three digits at most: `1.24 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCount(Math.round(bytes), 'byte');
  const magnitude = Math.floor(Math.log10(bytes));
  const power = Math.min(byteUnits.length, Math.floor(magnitude / 3));
  // Rounded as a whole number: quotients are not exact.
  const rounded = Math.round(bytes / 10 ** (magnitude - 2)) * 10 ** (magnitude - 2);
  return `${formatNumber(rounded / 1000 ** power)} ${byteUnits[power - 1]}`;
}

/** A number of things for people: `1 file`, `1,204 files`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** The digits before the point in groups of three: `1,204`. */
export function formatNumber(amount: number): string {
  const [whole = '', fraction] = String(amount).split('.');
  const groups = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

const timeUnits = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A length of time for people, in milliseconds: the two largest units that matter, `3 h 12 min`, `45 s`. */
export function formatLength(ms: number): string {
  const rounded = Math.max(0, Math.round(ms / 1000) * 1000);
  const first = timeUnits.findIndex(([, size]) => rounded >= size);
  if (first < 0) return '0 s';
  let rest = rounded;
  const words: string[] = [];
  for (const [name, size] of timeUnits.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${name}`);
  }
  return words.join(' ');
}
