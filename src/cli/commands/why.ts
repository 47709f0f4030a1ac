import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { LookBack } from '../../domain/look-back.ts';
import { askServerOr } from '../client.ts';
import { type ClientOptions, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';
import { getTaskName } from '../task-names.ts';

interface Options extends ClientOptions {
  readonly night?: string;
}

export function define(command: Command): void {
  withServer(command)
    .description('Tells why a task ran in a night, or why it did not. No server need be at work.')
    .argument('<task>', 'its name, such as BackupDatabase')
    .option('--night <date>', 'the day on which the night began; the last one by default')
    .action(async (task: string, options: Options) => {
      const { night } = options;
      const back = await askServerOr<LookBack>(
        options,
        async butler => butler.plan.explainTask({ task: await getTaskName(butler, task), night }),
        async () => {
          const { lookBack } = await import('../../app/look-back.ts');
          return await lookBack({ task, night, data: dataFolder(options) }, Date.now());
        },
      );
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
