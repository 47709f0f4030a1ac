import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Finding } from '../../app/doctor/finding.ts';
import { formatCount } from '../../domain/amounts.ts';
import { exitCodes } from '../exit-codes.ts';
import { configure, type JsonOptions, withJson } from '../options.ts';
import { screenWidth } from '../show/screen.ts';
import { wrap } from '../show/wrap.ts';

interface Options extends JsonOptions {
  readonly data?: string;
  readonly host?: string;
  readonly port?: string;
}

export function define(command: Command): void {
  withJson(command)
    .description(
      'Checks an installation of this machine, whether or not its server is at work: folders, space, database, clock, windows, media engine and more. Changes nothing. Exits with 1 where something does not work.',
    )
    .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)')
    .option('--host <address>', 'the address that it is to listen on (BUTLER_HOST)')
    .option('--port <n>', 'the port that it is to listen on (BUTLER_PORT)')
    .action(async (options: Options) => {
      process.exitCode = await examineAndTell(options);
    });
}

async function examineAndTell({ json, ...flags }: Options): Promise<number> {
  const { examine } = await import('../../app/doctor/examine.ts');
  const findings: Finding[] = [];
  for await (const finding of examine(configure(flags), process.env, Date.now)) {
    findings.push(finding);
    if (!json) process.stdout.write(`${formatFinding(finding, screenWidth())}\n`);
  }
  const end = json ? JSON.stringify({ items: findings }, undefined, 2) : `\n${summarize(findings)}`;
  process.stdout.write(`${end}\n`);
  return findings.some(({ state }) => state === 'fail') ? exitCodes.failed : exitCodes.done;
}

const marks = { ok: ['✓', 'green'], warn: ['!', 'yellow'], fail: ['✗', 'red'] } as const;
const titleWidth = 'Media engine'.length;

/** What was found, and below it what to do about it. */
export function formatFinding({ title, state, message, remedy }: Finding, width?: number): string {
  const [sign, colour] = marks[state];
  const indent = titleWidth + 4;
  const line = `${styleText(colour, sign)} ${styleText('bold', title.padEnd(titleWidth))}  ${wrap(message, width, indent)}`;
  if (remedy === undefined) return line;
  return `${line}\n${' '.repeat(indent)}${styleText(colour, wrap(remedy, width, indent))}`;
}

/** One sentence for all of them. */
export function summarize(findings: readonly Finding[]): string {
  const count = (state: Finding['state']) => findings.filter(finding => finding.state === state).length;
  const [failed, warned] = [count('fail'), count('warn')];
  if (failed + warned === 0) return `All ${findings.length} checks are well.`;
  const parts = [
    ...(failed > 0 ? [formatCount(failed, 'thing does not work', 'things do not work')] : []),
    ...(warned > 0 ? [formatCount(warned, 'thing could be better', 'things could be better')] : []),
  ];
  return `${parts.join(', ')}; ${findings.length - failed - warned} are well.`;
}
