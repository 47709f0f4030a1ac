import { currentPlace } from '../../router.ts';
import { Preferences } from './preferences.tsx';
import { isTopic } from './topics.ts';

/** `#/settings` is every preference, `#/settings/backups` those about backups in sight. */
export function Settings() {
  const [, name] = currentPlace.value.segments;
  return <Preferences {...(isTopic(name) && { topic: name })} />;
}
