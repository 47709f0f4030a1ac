import { execFileSync } from 'node:child_process';

/** Why a program of this machine cannot be compared with; undefined where it can. */
export function missingTool(name: string, ask = '-version'): string | undefined {
  try {
    execFileSync(name, [ask], { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${name} is not on this machine`;
  }
}
