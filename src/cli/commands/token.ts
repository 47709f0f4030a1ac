import type { Command } from 'commander';
import { ButlerError } from '../../domain/errors.ts';
import { chosenServer } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';

export function define(command: Command): void {
  withServer(command)
    .description(
      'Prints the token of the server, for clients that ask for one. Whoever has it may do everything.',
    )
    .action(async (options: ClientOptions) => {
      const { address, token, tokenFrom } = await chosenServer(options);
      if (token === undefined) throw new ButlerError('token-refused', { address, from: tokenFrom });
      print({ address, token }, options, () => token);
    });
}
