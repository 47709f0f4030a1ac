import type { WantedArtifacts } from '../domain/artifact-finder.ts';
import type { TaskProduct } from '../domain/coverage.ts';
import type { ArtifactKind } from '../domain/library.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import type { TaskName } from '../domain/task.ts';
import type { Task } from '../domain/task-definition.ts';

/** In the order of the tasks. */
export function productsOf(tasks: readonly Task[], preferences: PreferenceReader): readonly TaskProduct[] {
  return tasks.flatMap(task => {
    const products = task.kind === 'units' ? (task.products?.(preferences) ?? []) : [];
    return products.map(product => ({ ...product, task: task.name }));
  });
}

/** The versions in which derived files are wanted now. */
export function wantedArtifacts(tasks: readonly Task[], preferences: PreferenceReader): WantedArtifacts {
  return new Map(derivedBy(tasks).flatMap(({ derives }) => [...derives.wanted(preferences)]));
}

/** The tasks that make derived files of a kind, also while they are not wanted. */
export function makersOf(tasks: readonly Task[], kind: ArtifactKind): readonly TaskName[] {
  return derivedBy(tasks).flatMap(({ name, derives }) => (derives.kinds.includes(kind) ? name : []));
}

function derivedBy(tasks: readonly Task[]) {
  return tasks.flatMap(task =>
    task.kind === 'units' && task.derives ? [{ name: task.name, derives: task.derives }] : [],
  );
}
