import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

export interface VisitorOptions {
  readonly locale?: 'zh-CN' | 'en-GB';
  readonly width?: number;
}

const PATIENCE_MS = 15_000;
const MOST_TABS = 40;

/** Somebody before a browser, and what that browser had to complain about. */
export class Visitor {
  /** Errors of the console and of scripts: there should be none. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {}

  static async arrive(browser: Browser, origin: string, { locale = 'en-GB', width = 1280 }: VisitorOptions) {
    const context = await browser.newContext({ locale, viewport: { width, height: 812 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const visitor = new Visitor(context, await context.newPage(), origin);
    visitor.page.on('pageerror', (error) => visitor.complaints.push(error.message));
    visitor.page.on('console', (message) => {
      if (message.type() === 'error') visitor.complaints.push(message.text());
    });
    return visitor;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  leave(): Promise<void> {
    return this.context.close();
  }

  /** Waits until it is seen. */
  async sees(...things: readonly Locator[]): Promise<void> {
    for (const thing of things) await thing.first().waitFor();
  }

  heading(name: string | RegExp, level?: number): Locator {
    return this.page.getByRole('heading', { name, ...(level && { level }) });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name });
  }

  /** On the page of the identity provider. */
  async signsIn(email: string, password: string): Promise<void> {
    await this.page.waitForURL(/\/realms\/visitors\//);
    await this.page.getByLabel('Username').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.button('Sign in').click();
  }

  /** On the same page, as somebody who has no account yet. */
  async signsUp(email: string, password: string): Promise<void> {
    await this.page.waitForURL(/\/realms\/visitors\//);
    await this.link('Register').click();
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('New password').fill(password);
    await this.page.getByLabel('Confirm password').fill(password);
    await this.button('Register').click();
  }

  /** On the payment provider's page. */
  async answersPayment(answer: 'Pay' | 'Decline'): Promise<void> {
    await this.page.waitForURL(/\/checkout\//);
    await this.page.getByRole('button', { name: answer, exact: true }).click();
    await this.page.waitForURL(/\/orders\//);
  }

  /** Walks with the tab key until the thing has the focus. */
  async tabsTo(thing: Locator): Promise<void> {
    await thing.waitFor();
    for (let steps = 0; steps < MOST_TABS; steps += 1) {
      await this.page.keyboard.press('Tab');
      if (await thing.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`the tab key does not lead to ${thing.toString()}`);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** How far the page is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  /** Names of the inputs that nothing says what to enter into. */
  unlabelled(): Promise<string[]> {
    return this.page
      .locator('input, select, textarea')
      .evaluateAll((fields: HTMLInputElement[]) =>
        fields
          .filter((field) => field.labels?.length === 0 && !field.ariaLabel)
          .map((field) => field.id || field.outerHTML),
      );
  }

  lang(): Promise<string> {
    return this.page.evaluate(() => document.documentElement.lang);
  }
}
