const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** The two largest units that matter: `3 h 12 min`, `45 s`. */
export function formatLength(ms: number): string {
  const rounded = Math.max(0, Math.round(ms / 1000) * 1000);
  const first = units.findIndex(([, size]) => rounded >= size);
  if (first < 0) return '0 s';
  let rest = rounded;
  const words: string[] = [];
  for (const [name, size] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count} ${name}`);
  }
  return words.join(' ');
}
