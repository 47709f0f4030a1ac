import type { GuideChannel, SourceChannel } from '../domain/guide.ts';

/** The channels of one import, in their order. */
export interface ImportedChannels {
  readonly importId: number;
  readonly channels: readonly SourceChannel[];
}

interface Draft {
  readonly key: string;
  readonly names: string[];
  icon: string | undefined;
  readonly members: { importId: number; channel: number }[];
}

/**
 * Makes one list of the channels of several sources. A channel is the same as one of an earlier source when it has its
 * id, case aside; or else when one of its names, case and spaces aside, is one of that channel's alone. Within a source
 * two channels are never the same unless their ids are. A number is no name to go by: it is another one with every provider.
 *
 * @param imports those that count most first
 */
export function mergeChannels(imports: readonly ImportedChannels[]): readonly GuideChannel[] {
  const drafts = new Map<string, Draft>();
  for (const { importId, channels } of imports) {
    const byName = namesOf(drafts.values());
    for (const [place, channel] of channels.entries()) {
      const key = channel.xmltvId.toLowerCase();
      const same = drafts.get(key) ?? findByName(byName, channel, importId);
      const draft = same ?? { key, names: [], icon: undefined, members: [] };
      if (!same) drafts.set(key, draft);
      draft.members.push({ importId, channel: place });
      draft.icon ??= channel.icon;
      for (const name of channel.names) if (!draft.names.includes(name)) draft.names.push(name);
    }
  }
  return [...drafts.values()].map(({ icon, ...channel }) => ({
    ...channel,
    ...(icon !== undefined && { icon }),
  }));
}

/** The channel of each name; null where several have it. */
function namesOf(drafts: Iterable<Draft>): ReadonlyMap<string, Draft | null> {
  const byName = new Map<string, Draft | null>();
  for (const draft of drafts) {
    for (const name of new Set(draft.names.map(fold))) byName.set(name, byName.has(name) ? null : draft);
  }
  return byName;
}

function findByName(
  byName: ReadonlyMap<string, Draft | null>,
  channel: SourceChannel,
  importId: number,
): Draft | undefined {
  for (const name of channel.names.map(fold)) {
    const draft = /\D/.test(name) ? byName.get(name) : undefined;
    if (draft && !draft.members.some(member => member.importId === importId)) return draft;
  }
  return undefined;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, '');
}
