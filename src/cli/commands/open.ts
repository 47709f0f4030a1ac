import type { Command } from 'commander';
import { askServer, orOfPlex } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';

interface Options extends ClientOptions {
  readonly print?: true;
}

export function define(command: Command): void {
  withServer(command)
    .description(
      'Opens the dashboard in a browser, signed in by a code that is good once and for ten minutes. Where there is no screen it prints the link.',
    )
    .option('--print', 'print the link only')
    .action(async (options: Options) => {
      await askServer(options, async (butler, { address }) => {
        const link = await orOfPlex(
          butler.session.issueCode().then(({ code }) => `${address}/#code=${encodeURIComponent(code)}`),
          async () => `${address}/web`,
        );
        const { canOpen, openInBrowser } = await import('../open-in-browser.ts');
        const isOpened = !options.print && !options.json && canOpen() && (await openInBrowser(link));
        print({ link }, options, () => (isOpened ? `Opened ${address} in the browser.` : link));
      });
    });
}
