import { spawn } from 'node:child_process';

/** Whether there is a screen on which a browser could open. */
export function canOpen({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'> = process): boolean {
  if (platform === 'win32' || platform === 'darwin') return env['SSH_CONNECTION'] === undefined;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Has the system open a link. Resolves to whether it could. */
export async function openInBrowser(link: string, platform: string = process.platform): Promise<boolean> {
  const [command, ...words] =
    platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler']
      : platform === 'darwin'
        ? ['open']
        : ['xdg-open'];
  const child = spawn(command, [...words, link], { stdio: 'ignore', detached: true });
  const isStarted = await new Promise<boolean>(done => {
    child.once('spawn', () => done(true));
    child.once('error', () => done(false));
  });
  child.unref();
  return isStarted;
}
