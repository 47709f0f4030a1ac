import { Command } from 'commander';
import { expect, test } from 'vitest';
import { commands } from './commands.ts';
import { complete } from './complete.ts';

function program(): Command {
  const program = new Command('butler').helpCommand(false);
  for (const group of Object.values(commands)) {
    for (const [name, [summary]] of Object.entries(group)) program.command(name).summary(summary);
  }
  return program;
}

const values = async (...words: string[]) => (await complete(words, program())).items.map(([value]) => value);

test('commands come first, and then their own', async () => {
  expect(await values('ta')).toEqual(['tasks']);
  expect(await values('quarantine', '')).toEqual(['list', 'restore', 'empty']);
  expect(await values('profile', 'r')).toEqual(['remove']);
});

test('tasks are known without a server, with and without capitals, each once', async () => {
  expect(await values('start', 'back')).toEqual(['BackupDatabase']);
  expect(await values('start', 'BackupDatabase', 'Back')).toEqual([]);
  expect(await values('stop', 'GenerateInt')).toEqual(['GenerateIntroMarkers']);
});

test('options are those of the command, once, and their values are no operands', async () => {
  expect(await values('plan', '--w')).toEqual(['--window']);
  expect(await values('plan', '--window', 'x', '--w')).toEqual(['--window']);
  expect(await values('tasks', '--watch', '--w')).toEqual([]);
  expect(await values('start', '--token', 'abc', 'Back')).toEqual(['BackupDatabase']);
  expect(await values('plan', '--from', '')).toEqual([]);
});

test('folders are left to the shell', async () => {
  expect(await complete(['serve', ''], program())).toEqual({ items: [], files: 'folders' });
  expect(await complete(['tasks', '--data', '/tm'], program())).toEqual({ items: [], files: 'folders' });
});

test('what is unknown is passed over', async () => {
  expect(await values('nonsense', '--what', '')).toEqual([]);
  expect(await values('start', '--what', 'Back')).toEqual(['BackupDatabase']);
});
