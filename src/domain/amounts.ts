const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** Bytes for people, in powers of 1000 with three digits at most: `1.24 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCount(Math.round(bytes), 'byte');
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** power);
}

/** A number of things for people: `1 file`, `1,204 files`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : many}`;
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
