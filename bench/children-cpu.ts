import { spawnSync } from 'node:child_process';

/** CPU seconds of a program that runs to its end, as the shell that starts it counts them. */
export function cpuOfProgram(program: string, args: readonly string[]): number {
  const script = '"$@" >/dev/null 2>&1 || echo failed; times';
  const { stdout } = spawnSync('sh', ['-c', script, 'sh', program, ...args], { encoding: 'utf8' });
  if (stdout.startsWith('failed')) throw new Error(`${program} ${args.join(' ')} failed.`);
  // The second line is of the shell's children.
  const [, children = ''] = stdout.split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return seconds.reduce((sum, part) => sum + part, 0);
}
