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
