import { styleText } from 'node:util';
import { lookBack } from '../app/look-back.ts';

/** Prints why a task ran in a night, or why it did not. */
export async function printWhy(task: string, night: string | undefined, data: string): Promise<void> {
  const { title, nights, outcome, decisions } = await lookBack({ task, night, data }, Date.now());
  const lines = [
    styleText('bold', title),
    ...nights.map(night => `  ${night}`),
    ...outcome.map(sentence => `  ${sentence}`),
    ...decisions.map(({ time, sentence }) => `  ${styleText('dim', time)}  ${sentence}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
