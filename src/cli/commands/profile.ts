import { homedir } from 'node:os';
import { text as readText } from 'node:stream/consumers';
import type { Command } from 'commander';
import { parseAddress } from '../connect/address.ts';
import {
  checkProfileName,
  getProfile,
  type Profiles,
  profilesFile,
  readProfiles,
  writeProfiles,
} from '../connect/profiles.ts';
import { type JsonOptions, withJson } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';

interface AddOptions extends JsonOptions {
  readonly token?: string;
  readonly use?: true;
}

const file = () => profilesFile(process.env, homedir(), process.platform);

export function define(command: Command): void {
  command
    .description('Names other servers, a Butler or a Plex Media Server, with their tokens, for --profile.')
    .helpCommand(false);
  withJson(command.command('list', { isDefault: true }))
    .description('list them')
    .action(async (options: JsonOptions) => show(await readProfiles(file()), options));
  withJson(command.command('add'))
    .description('add one, or give it another address or token')
    .argument('<name>', 'its name, such as home')
    .argument('<address>', 'where the server is, such as http://attic:32500')
    .option('--token <t>', 'its token; - reads it from the standard input, where no history keeps it')
    .option('--use', 'ask it where no other server is named')
    .action(async (name: string, address: string, options: AddOptions) => {
      const before = await readProfiles(file());
      const token = options.token === '-' ? (await readText(process.stdin)).trim() : options.token;
      const profile = { server: parseAddress(address), ...(token && { token }) };
      const profiles = { ...before.profiles, [checkProfileName(name)]: profile };
      await change({ ...before, profiles, ...(options.use && { usual: name }) }, options);
    });
  withJson(command.command('use'))
    .description('ask it where no other server is named; without a name the one on this machine again')
    .argument('[profile]', 'its name')
    .action(async (name: string | undefined, options: JsonOptions) => {
      const { profiles, ...rest } = await readProfiles(file());
      if (name !== undefined) getProfile({ profiles, ...rest }, name);
      await change({ profiles, ...(name !== undefined && { usual: name }) }, options);
    });
  withJson(command.command('remove'))
    .description('forget one')
    .argument('<profile>', 'its name')
    .action(async (name: string, options: JsonOptions) => {
      const before = await readProfiles(file());
      getProfile(before, name);
      const { [name]: _, ...profiles } = before.profiles;
      const { usual } = before;
      await change({ profiles, ...(usual !== undefined && usual !== name && { usual }) }, options);
    });
}

async function change(profiles: Profiles, options: JsonOptions): Promise<void> {
  await writeProfiles(file(), profiles);
  show(profiles, options);
}

/** Without their tokens. */
function show({ profiles, usual }: Profiles, options: JsonOptions): void {
  const items = Object.entries(profiles).map(([name, { server, token }]) => {
    return { name, server, hasToken: token !== undefined, usual: name === usual };
  });
  print({ items }, options, () =>
    items.length === 0
      ? 'There are no profiles; butler profile add makes one.'
      : formatTable(
          [{ title: 'Profile' }, { title: 'Server', gives: true }, { title: '' }],
          items.map(({ name, server, hasToken, usual }) => [
            name,
            server,
            [
              [...(usual ? ['the usual one'] : []), ...(hasToken ? [] : ['without a token'])].join(', '),
              'dim',
            ],
          ]),
          screenWidth(),
        ),
  );
}
