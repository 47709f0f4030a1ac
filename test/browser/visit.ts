import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where screenshots are kept to be looked at. */
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

  /** Keeps a picture of the whole page, or of what is in sight while a dialog covers it. */
  async look(name: string): Promise<void> {
    await mkdir(output, { recursive: true });
    const isCovered = (await this.page.getByRole('dialog').count()) > 0;
    await this.page.screenshot({ path: join(output, `${name}.png`), fullPage: !isCovered });
  }

  /**
   * Keeps a picture of the page as it is now in light and dark, on a desk and on a phone. Returns what axe finds wrong
   * with each of them.
   */
  async survey(name: string): Promise<string[]> {
    const barriers: string[] = [];
    const before = this.page.viewportSize();
    for (const size of Object.keys(sizes) as Size[]) {
      await this.page.setViewportSize(sizes[size]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await this.page.emulateMedia({ colorScheme });
        await this.look(`${name}-${size}-${colorScheme}`);
        barriers.push(...(await this.findBarriers()));
      }
    }
    if (before) await this.page.setViewportSize(before);
    return barriers;
  }

  /** What axe finds wrong with the page as it is now, in a line each. */
  async findBarriers(): Promise<string[]> {
    if (!(await this.page.evaluate('"axe" in window'))) await this.page.evaluate(await axe);
    const results = (await this.page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as {
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

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
