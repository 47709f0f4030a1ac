import { join, resolve } from 'node:path';
import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Api, Butler } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { isError } from '../../domain/errors.ts';
import { askServer, askServerOr } from '../client.ts';
import { exitCodes } from '../exit-codes.ts';
import { followRestore } from '../follow-restore.ts';
import { type ClientOptions, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { untilStopped } from '../signals.ts';
import { isPath, whichBackup } from '../which-backup.ts';

interface Options extends ClientOptions {
  readonly dryRun?: true;
}

/** Asks a server for a restore. */
type Begin = () => Promise<Api.Restore>;

/** What was restored, or would be, whoever does it. */
interface Restored extends Omit<Api.Rehearsal, 'name'> {
  readonly backup: string;
  /** Whether the token of clients is now that of the backup, or would be. */
  readonly token: boolean;
  readonly keptAs?: string | undefined;
}

export function define(command: Command): void {
  withServer(command)
    .description(
      'Puts a backup in the place of the database, which is kept. A server at work does it itself, and is away for a moment.',
    )
    .argument('<backup>', 'its name as butler backups tells it, "latest", or a path on this machine')
    .option('--dry-run', 'restore and compare it, but change nothing')
    .action(async (given: string, options: Options) => {
      const { signal } = untilStopped();
      const say = (step: string) => {
        if (!options.json) process.stdout.write(`${styleText('dim', step)}\n`);
      };
      const dryRun = options.dryRun ?? false;
      const local = () => restoreHere(given, options, signal, say);
      const follow = (butler: Butler, begin: Begin) => restoreThere(butler, begin, signal, say);
      const restored = isPath(given)
        ? await local().catch(error => askHolder(error, given, options, follow))
        : await askServerOr(
            options,
            async butler => {
              const name = await whichBackup(butler, given);
              if (dryRun) return await rehearseThere(butler, name, signal);
              return await follow(butler, () => butler.safekeeping.restoreBackup({ name, confirm: name }));
            },
            local,
          );
      if (!restored) {
        process.stdout.write('It goes on; butler events tells when it is done.\n');
        process.exitCode = exitCodes.interrupted;
        return;
      }
      print({ dryRun, ...restored }, options, () => formatRestored(restored, dryRun));
    });
}

async function restoreHere(
  backup: string,
  options: Options,
  signal: AbortSignal,
  onStep: (step: string) => void,
): Promise<Restored> {
  const request = { backup, data: dataFolder(options), signal, onStep };
  if (options.dryRun) {
    const { rehearse } = await import('../../app/bring-back.ts');
    return await rehearse(request);
  }
  const { restore } = await import('../../app/restore.ts');
  return await restore(request);
}

/**
 * The server that holds the data folder may know what lies at a path: one of its backups, or what was there before its
 * last restore.
 */
async function askHolder(
  error: unknown,
  path: string,
  options: Options,
  follow: (butler: Butler, begin: Begin) => Promise<Restored | undefined>,
): Promise<Restored | undefined> {
  if (!isError(error, 'data-folder-locked')) throw error;
  return await askServer({ data: dataFolder(options) }, async butler => {
    const { safekeeping } = butler;
    const { restore } = await safekeeping.lastRestore();
    if (restore?.restored?.keptAs === resolve(path)) {
      return await follow(butler, () => safekeeping.undoRestore({ confirm: restore.backup }));
    }
    const { items } = await safekeeping.backups();
    const { name } = items.find(({ folder, name }) => join(folder, name) === resolve(path)) ?? {};
    if (name === undefined) throw error;
    return await follow(butler, () => safekeeping.restoreBackup({ name, confirm: name }));
  });
}

async function rehearseThere(butler: Butler, name: string, signal: AbortSignal): Promise<Restored> {
  // A large one takes minutes.
  const found = await butler.safekeeping.rehearseRestore({ name }, { signal, timeoutMs: 0 });
  return { ...found, backup: name, token: false };
}

/** Undefined where Ctrl-C ends the following, not the restore. */
async function restoreThere(
  butler: Butler,
  begin: Begin,
  signal: AbortSignal,
  onStep: (step: string) => void,
): Promise<Restored | undefined> {
  const states = new Set<string>();
  const tell = ({ state, sentence, endedAt }: Api.Restore) => {
    if (endedAt === undefined && !states.has(state)) onStep(sentence);
    states.add(state);
  };
  const ended = await followRestore(butler, begin, tell, signal);
  if (ended?.failure) throw new Refusal(ended.failure.code, ended.failure.message, ended.failure.remedy);
  return ended?.restored && { ...ended.restored, backup: ended.backup, token: false };
}

function formatRestored(restored: Restored, dryRun: boolean): string {
  const { artifacts, artwork, keptAs, schemaVersion, schemaNow } = restored;
  const made = restored.createdAt ? `, made ${restored.createdAt}` : '';
  const size = `${formatBytes(restored.bytes)}, ${formatCount(restored.rows, 'row')}`;
  const lines = [
    dryRun
      ? `${styleText('bold', 'Nothing was changed.')} ${restored.backup} (${size}${made}) can be restored.`
      : `${styleText('bold', 'Restored')} ${restored.backup} (${size}${made}).`,
    restored.compared
      ? 'Every row is as it was when the backup was made.'
      : 'It has no manifest: its integrity was checked, but there is nothing to compare its rows with.',
    ...(schemaVersion === schemaNow ? [] : [`Its schema was brought from ${schemaVersion} to ${schemaNow}.`]),
    ...(artifacts.lost > 0
      ? [
          `${formatCount(artifacts.lost, 'derived file')} of ${artifacts.there + artifacts.lost} are not here: their tasks make them again.`,
        ]
      : []),
    ...(artwork.lost > 0
      ? [
          `${formatCount(artwork.lost, 'picture')} of ${artwork.there + artwork.lost} are not here: the next refresh asks for them again.`,
        ]
      : []),
    ...(restored.token ? [`The token of clients ${dryRun ? 'would be' : 'is'} that of the backup.`] : []),
    ...(keptAs === undefined ? [] : [`What was here before is kept: butler restore ${keptAs}`]),
  ];
  return lines.join('\n');
}
