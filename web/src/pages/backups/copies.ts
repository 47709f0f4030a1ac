import type { Api } from '../../../../sdk/src/index.ts';

type Listed = Api.GetBackupsResponse['items'][number];

/** A backup with the folders that it is in: a second place has a copy of each, by the same name. */
export interface Backup extends Omit<Listed, 'folder' | 'damage'> {
  readonly copies: readonly Pick<Listed, 'folder' | 'damage'>[];
}

/** Those of one name are one backup, which is sound when every copy is. Keeps the order. */
export function gatherCopies(listed: readonly Listed[]): readonly Backup[] {
  const byName = Map.groupBy(listed, ({ name }) => name);
  return [...byName.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const copies = [first, ...others];
    return [{ ...first, sound: copies.every(({ sound }) => sound), copies }];
  });
}
