import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

import { Platform } from '../../../apps/api/test/e2e/platform.fixtures.js';
import { VisitorAccounts } from '../../../apps/api/test/e2e/visitor-accounts.fixtures.js';
import { startPsp, type Listening } from '../../../tools/sandbox/index.js';
import { openRegion } from './region.fixtures.js';
import { Visitor, type VisitorOptions } from './visitor.fixtures.js';

const PORTAL = join(import.meta.dirname, '..');
const VITE = join(PORTAL, '../../node_modules/vite/bin/vite.js');
/** `npm test` installs it when it is missing and says where it is. */
const { CHROMIUM_PATH = '/usr/bin/chromium' } = process.env;
/** Enough that the catalogue offers a search. */
const SINGLES = 6;

/** The storefront as it is deployed, with a region on sale, the sandbox payment provider, and a browser before it. */
export class Storefront {
  private constructor(
    readonly platform: Platform,
    readonly origin: string,
    readonly accounts: VisitorAccounts,
    private readonly browser: Browser,
    private readonly closing: (() => Promise<unknown>)[],
  ) {}

  static async open(): Promise<Storefront> {
    const closing: (() => Promise<unknown>)[] = [];
    try {
      const [psp, portal, browser] = await Promise.all([
        kept(startProvider(), closing, ({ close }) => close()),
        kept(builtPortal(), closing, (folder) => rm(folder, { recursive: true })),
        kept(chromium.launch({ executablePath: CHROMIUM_PATH }), closing, (launched) => launched.close()),
      ]);
      const port = await freePort();
      const pages = { PORT: port, PUBLIC_PORT: port, PORTAL_DIST: portal };
      const env = { PSP_URL: psp.url, PSP_ADMIN_SECRET: psp.adminSecret, ...pages };
      const platform = await kept(Platform.start({ env, working: true }), closing, (started) => started.stop());
      await openRegion(platform, SINGLES);
      return new Storefront(platform, platform.originOf('yrd'), new VisitorAccounts(platform), browser, closing);
    } catch (error) {
      await closeAll(closing);
      throw error;
    }
  }

  /** Somebody with a browser of their own. */
  async visitor(options: VisitorOptions = {}): Promise<Visitor> {
    return Visitor.arrive(this.browser, this.origin, options);
  }

  /** The answer to a page of another host of the same server. */
  async pageOf(host: string): Promise<{ readonly status: number; readonly text: string }> {
    const page = await this.browser.newPage();
    const answer = await page.goto(this.origin.replace('yrd.localhost', host));
    const text = (await answer?.text()) ?? '';
    await page.close();
    return { status: answer?.status() ?? 0, text };
  }

  close(): Promise<void> {
    return closeAll(this.closing);
  }
}

async function kept<Value>(
  starting: Promise<Value>,
  closing: (() => Promise<unknown>)[],
  close: (value: Value) => Promise<unknown>,
): Promise<Value> {
  const value = await starting;
  closing.push(() => close(value));
  return value;
}

/** What was started last is closed first; one that fails does not keep the others. */
async function closeAll(closing: (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closing.splice(0).reverse()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'the storefront did not close in good order');
}

/** Visitors are sent back to the port that the platform says it is reached at: it has to be known before. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

async function startProvider(): Promise<Listening & { readonly adminSecret: string }> {
  const adminSecret = randomUUID();
  const listening = await startPsp({ adminSecret });
  return { ...listening, adminSecret };
}

/** Built for this run, so that it is never an older one that passes. */
async function builtPortal(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lianpiao-portal-'));
  const args = [VITE, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const vite = spawn(process.execPath, args, { cwd: PORTAL, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => vite.once('exit', resolve));
  if (code !== 0) throw new Error('the portal could not be built');
  return folder;
}
