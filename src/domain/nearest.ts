/**
 * The name that somebody most likely meant: one that what they wrote is a part of, or the one with the fewest signs
 * to change. Undefined where none is near. Case does not count.
 */
export function findNearest<Name extends string>(given: string, names: readonly Name[]): Name | undefined {
  const wanted = given.toLowerCase();
  if (wanted.length < 2 || wanted.length > 100) return undefined;
  const [nearest] = names
    .map(name => ({ name, distance: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(wanted.length, name.length) / 3)
    .toSorted((a, b) => a.distance - b.distance);
  return nearest?.name ?? names.find(name => name.toLowerCase().includes(wanted));
}

/** How many signs must be put in, left out, replaced, or swapped with their neighbour to make one text of the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const edits = [(row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits.push((beforeLast[j - 2] ?? 0) + 1);
      row.push(Math.min(...edits));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
