import { artifactKinds } from '../domain/library.ts';
import type { PreferenceReader } from '../domain/preference.ts';
import type { Task } from '../domain/task-definition.ts';
import type { WorkerPool } from '../engine/worker-pool.ts';
import type { Capabilities } from '../http/api/capabilities-view.ts';
import { allowedCodecs, allowedFormats } from '../media/codecs/allowed.ts';
import { configuredChannels } from '../notify/notifier.ts';
import { configuredServers, webhookSecret } from '../playback/preferences.ts';
import { providerSettings } from '../providers/preferences.ts';
import { guideSources } from '../tasks/refresh-epg-guides/preferences.ts';
import { updateSettings } from '../updates/preferences.ts';

interface Parts {
  readonly tasks: readonly Task[];
  readonly settings: PreferenceReader;
  readonly pool: Pick<WorkerPool, 'limit'>;
  readonly hasDashboard: boolean;
}

/** What this server can do as it is configured now. */
export function capabilitiesOf({ tasks, settings, pool, hasDashboard }: Parts): Capabilities {
  const { address, key } = updateSettings(settings);
  return {
    tasks: tasks.map(({ name }) => name),
    artifacts: [...artifactKinds],
    formats: allowedFormats.split(','),
    codecs: allowedCodecs.split(','),
    workers: pool.limit,
    dashboard: hasDashboard,
    notices: [...configuredChannels(settings)],
    updates: address !== '' && key !== '',
    providers: [...providerSettings(settings).names],
    guide: settings.get(guideSources) !== '',
    webhooks: settings.get(webhookSecret) !== '',
    playbackServers: configuredServers(settings).map(({ source }) => source),
  };
}
