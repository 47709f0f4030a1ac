import type { GarbageStore } from '../domain/garbage.ts';
import { openMarked } from '../files/marked-folder.ts';
import { emptyQuarantine, restoreFromQuarantine } from '../files/quarantine.ts';
import type { Quarantine } from '../http/api/quarantine.ts';
import { dataFolders } from './folders.ts';
import { listSetAsideWith, rowsPrefix } from './quarantine.ts';

/** The quarantine of a data folder that this process has open. */
export function liveQuarantine(data: string, garbage: GarbageStore): Quarantine {
  const open = () => openMarked(dataFolders(data).quarantine, 'quarantine');
  return {
    list: () => listSetAsideWith(data, garbage),
    async putBack(id) {
      if (id.startsWith(rowsPrefix)) {
        const number = Number(id.slice(rowsPrefix.length));
        return (await garbage.putBack(Number.isSafeInteger(number) ? number : 0)).what;
      }
      await using place = await open();
      return await restoreFromQuarantine(id, place);
    },
    async empty() {
      const rows = await garbage.emptyTrash(Number.MAX_SAFE_INTEGER);
      await using place = await open();
      return { bytes: await emptyQuarantine(place), rows };
    },
  };
}
