import type { PreferenceReader } from '../domain/preference.ts';
import type { UpdateStore, UpdateView } from '../domain/updates.ts';
import { signerOf } from '../updates/check.ts';
import { installed } from '../updates/installed.ts';
import { planUpdate } from '../updates/plan-update.ts';
import { updateSettings } from '../updates/preferences.ts';

/** What is known about updates now. What was found before this version was installed is no news any more. */
export async function viewUpdates(store: UpdateStore, preferences: PreferenceReader): Promise<UpdateView> {
  const { channel, key } = updateSettings(preferences);
  const seen = await store.findFeed(signerOf(key, channel));
  const release = planUpdate(seen?.release ? [seen.release] : [], channel, installed);
  return {
    installed,
    channel,
    ...(seen && { checkedAt: seen.checkedAt }),
    ...(release && { release }),
    ...(release && seen?.file !== undefined && { file: seen.file }),
  };
}
