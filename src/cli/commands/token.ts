import { homedir } from 'node:os';
import type { Command } from 'commander';
import { findToken, renewToken } from '../../app/token.ts';
import { ButlerError } from '../../domain/errors.ts';
import { askServerOr, chosenServer } from '../client.ts';
import { keepProfileToken, profilesFile } from '../connect/profiles.ts';
import { type ClientOptions, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';

interface Options extends ClientOptions {
  readonly renew?: true;
}

export function define(command: Command): void {
  withServer(command)
    .description(
      'Prints the token of the server, for clients that ask for one. Whoever has it may do everything.',
    )
    .option('--renew', 'make another one first: the one before is good no more, wherever it is in use')
    .action(async (options: Options) => {
      const found = options.renew ? await renew(options) : await find(options);
      print(found, options, ({ token }) => token);
    });
}

async function find(options: ClientOptions) {
  const { address, token, tokenFrom } = await chosenServer(options);
  if (token === undefined) throw new ButlerError('token-refused', { address, from: tokenFrom });
  return { address, token };
}

/** Where the server has a profile, that has the new token too. */
function renew(options: ClientOptions): Promise<{ address?: string; token: string }> {
  return askServerOr(
    options,
    async (butler, { address, profile }) => {
      const { token } = await butler.session.renewToken();
      const file = profilesFile(process.env, homedir(), process.platform);
      if (profile !== undefined) await keepProfileToken(file, profile, token);
      return { address, token };
    },
    async () => {
      const folder = dataFolder(options);
      if ((await findToken(folder)) === undefined) throw new ButlerError('server-absent', { folder });
      return { token: await renewToken(folder) };
    },
  );
}
