import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Whether pictures are kept to be looked at: `vitest run test/browser --mode pictures`. They take as long as all the rest. */
const keepsPictures = process.env['MODE'] === 'pictures';
/** Where they are kept. */
const output = fileURLToPath(new URL('../../test-output/browser/', import.meta.url));

const sizes = { desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const;

type Size = keyof typeof sizes;
type Colours = 'light' | 'dark';

export interface VisitOptions {
  readonly size?: Size;
  readonly colours?: Colours;
  readonly language?: 'en' | 'de';
  /** Of the clock of whoever visits: an IANA name. */
  readonly zone?: string;
}

/** A person at the dashboard of a server, in a browser of their own. Whatever should never happen is noted. */
export class Visit implements AsyncDisposable {
  readonly page: Page;
  /** What the page did that it must not: errors, refusals by its policy, requests to others. */
  readonly wrongs: string[] = [];

  private constructor(page: Page, url: string) {
    this.page = page;
    page.on('pageerror', error => this.wrongs.push(`${error}`));
    page.on('console', message => {
      // A server that is away, or a token that is wrong, is told by the browser too.
      if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) {
        this.wrongs.push(message.text());
      }
    });
    page.on('request', request => {
      const isOwn = request.url().startsWith(`${url}/`) || /^(blob|data):/.test(request.url());
      if (!isOwn) this.wrongs.push(`asks ${request.url()}`);
    });
  }

  /** Opens `url`, which may be a link that signs in. */
  static async to(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
    const { size = 'desktop', colours = 'dark', language = 'en', zone = 'Europe/Berlin' } = options;
    const context = await browser.newContext({
      viewport: sizes[size],
      hasTouch: size === 'phone',
      colorScheme: colours,
      locale: { en: 'en-GB', de: 'de-DE' }[language],
      timezoneId: zone,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const visit = new Visit(page, new URL(url).origin);
    const response = await page.goto(url);
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toContain('unsafe');
    return visit;
  }

  /** Keeps a picture of the whole page, or of what is in sight while a dialog covers it, where pictures are kept. */
  async look(name: string): Promise<void> {
    if (!keepsPictures) return;
    await mkdir(output, { recursive: true });
    const isCovered = (await this.page.getByRole('dialog').count()) > 0;
    await this.page.screenshot({ path: join(output, `${name}.png`), fullPage: !isCovered });
  }

  /** Lets time pass in the page, faster than it does, until something is there to be seen. */
  async hurry(to: Locator): Promise<void> {
    await this.page.clock.install();
    while (!(await to.isVisible())) await this.page.clock.fastForward(500);
  }

  /**
   * Looks at the page as it is now in light and dark, on a desk and on a phone, and keeps a picture of each. Returns what
   * axe finds wrong with them; in the dark it looks at colours only, as nothing else is different.
   */
  async survey(name: string): Promise<string[]> {
    const barriers: string[] = [];
    const before = this.page.viewportSize();
    for (const size of Object.keys(sizes) as Size[]) {
      await this.page.setViewportSize(sizes[size]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await this.page.emulateMedia({ colorScheme });
        await this.page.evaluate(drawn);
        await this.look(`${name}-${size}-${colorScheme}`);
        barriers.push(...(await this.findBarriers(colorScheme === 'dark' ? aboutColours : undefined)));
      }
    }
    if (before) await this.page.setViewportSize(before);
    return barriers;
  }

  /** What axe finds wrong with the page as it is now, by these of its rules or by all, in a line each. */
  async findBarriers(rules?: readonly string[]): Promise<string[]> {
    if (!(await this.page.evaluate('"axe" in window'))) await this.page.evaluate(await axe);
    const options = JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
    const results = (await this.page.evaluate(`axe.run(document, ${options})`)) as {
      violations: { id: string; nodes: { html: string; failureSummary: string }[] }[];
    };
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${failureSummary}\n${html}`),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
  }
}

/** Those rules of axe whose judgement depends on colours. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/** When what was changed is laid out. */
const drawn = 'new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
