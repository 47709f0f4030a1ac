import { currentPlace } from '../../router.ts';
import { Preferences } from './preferences.tsx';
import { isTopic, isWindows } from './topics.ts';
import { Windows } from './windows/windows.tsx';

/** `#/settings` is every preference, `#/settings/backups` those about backups in sight, `#/settings/windows` the windows. */
export function Settings() {
  const { segments } = currentPlace.value;
  if (isWindows(segments)) return <Windows />;
  const [, name] = segments;
  return <Preferences {...(isTopic(name) && { topic: name })} />;
}
