import { currentPlace } from '../../router.ts';
import { Preferences } from './preferences.tsx';
import { isTopic } from './topics.ts';
import { Windows } from './windows/windows.tsx';

/** `#/settings` is every preference, `#/settings/backups` those about backups in sight, `#/settings/windows` the windows. */
export function Settings() {
  const [, name] = currentPlace.value.segments;
  if (name === 'windows') return <Windows />;
  return <Preferences {...(isTopic(name) && { topic: name })} />;
}
