import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { LookBack } from '../../app/look-back.ts';
import { type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';

interface Options extends DataOptions, JsonOptions {
  readonly night?: string;
}

export function define(command: Command): void {
  withData(withJson(command))
    .description('Tells why a task ran in a night, or why it did not. No server need be at work.')
    .argument('<task>', 'its name, such as BackupDatabase')
    .option('--night <date>', 'the day on which the night began; the last one by default')
    .action(async (task: string, options: Options) => {
      const { lookBack } = await import('../../app/look-back.ts');
      const back = await lookBack({ task, night: options.night, data: dataFolder(options) }, Date.now());
      print(back, options, formatLookBack);
    });
}

function formatLookBack({ title, nights, outcome, decisions }: LookBack): string {
  const lines = [
    styleText('bold', title),
    ...nights.map(night => `  ${night}`),
    ...outcome.map(sentence => `  ${sentence}`),
    ...decisions.map(({ time, sentence }) => `  ${styleText('dim', time)}  ${sentence}`),
  ];
  return lines.join('\n');
}
