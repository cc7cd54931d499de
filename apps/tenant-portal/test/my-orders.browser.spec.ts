import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';

import { PASSWORD } from '../../../apps/api/test/e2e/authorities.fixtures.js';
import { authorizationCode } from '../../../tools/sandbox/sign-in/sign-in.js';
import { Storefront } from './storefront.fixtures.js';
import type { Visitor, VisitorOptions } from './visitor.fixtures.js';

jest.setTimeout(60_000);

describe('an account, in a browser', () => {
  let storefront: Storefront;
  let visitor: Visitor;
  beforeAll(async () => {
    storefront = await Storefront.open();
  }, 180_000);
  afterAll(() => storefront.close(), 60_000);
  afterEach(async () => {
    const { complaints } = visitor;
    await visitor.leave();
    expect(complaints).toEqual([]);
  });

  /** Somebody with an account and nothing bought, at a page. */
  async function somebodyAt(path: string, options?: VisitorOptions): Promise<string> {
    const { email } = await storefront.accounts.open();
    visitor = await storefront.visitor(options);
    await visitor.open(path);
    return email;
  }

  async function buysWaterTowns(): Promise<void> {
    await visitor.button('Continue to payment').click();
    await visitor.answersPayment('Pay');
    await visitor.sees(visitor.heading('Your tickets are ready', 2));
  }

  it('is made on the way, and has what was bought then', async () => {
    const email = `new-${await somebodyAt('/products/water-towns')}`;
    await visitor.button('Sign in').click();
    await visitor.signsUp(email, PASSWORD);
    await visitor.sees(visitor.heading('Three Water Towns', 1), visitor.link('My orders'));
    await buysWaterTowns();

    await visitor.link('My orders').click();
    await visitor.sees(visitor.heading('My orders', 1), visitor.page.getByText(`Signed in as ${email}`));
    const orders = visitor.page.getByRole('listitem');
    await visitor.sees(orders.getByText('Your tickets are ready'), orders.getByText('CN¥238.00'));
    expect(await orders.count()).toBe(1);

    await visitor.link('Three Water Towns × 1').click();
    await visitor.sees(visitor.page.getByRole('img', { name: /^QR code/ }));
    expect(new URL(visitor.page.url()).hash).toBe('');
    await visitor.page.getByText('Return the tickets?').click();
    await visitor.button('Return tickets').click();
    await visitor.sees(visitor.heading('This order was refunded', 2));
  });

  it('takes in what was bought as a guest', async () => {
    const email = await somebodyAt('/products/water-towns');
    await buysWaterTowns();
    expect(await visitor.button('Add to my orders').count()).toBe(0);
    await visitor.button('Sign in').click();
    await visitor.signsIn(email, PASSWORD);
    await visitor.sees(visitor.heading('Your tickets are ready', 2));
    await visitor.button('Add to my orders').click();
    await visitor.button(/Add to my orders|moment/).waitFor({ state: 'detached' });
    await visitor.link('My orders').click();
    await visitor.sees(visitor.link('Three Water Towns × 1'));
  });

  it('can be used with the keyboard alone, and is left again', async () => {
    const email = await somebodyAt('/my-orders');
    await visitor.sees(visitor.page.getByText(/^Sign in to see/));
    await visitor.tabsTo(visitor.page.getByRole('main').getByRole('button', { name: 'Sign in' }));
    await visitor.press('Enter');
    await visitor.signsIn(email, PASSWORD);
    await visitor.sees(visitor.heading('My orders', 1), visitor.page.getByText('You have bought nothing here yet.'));
    await visitor.tabsTo(visitor.button('Sign out'));
    await visitor.press('Enter');
    await visitor.page.waitForURL(/\/realms\/visitors\//);
    await visitor.button('Sign out').click();
    await visitor.sees(visitor.heading('Tickets and passes', 1), visitor.button('Sign in'));
    await visitor.open('/my-orders');
    await visitor.sees(visitor.page.getByText(/^Sign in to see/));
  });

  it('fits a phone, in Chinese too', async () => {
    const email = await somebodyAt('/my-orders', { locale: 'zh-CN', width: 375 });
    await visitor.sees(visitor.heading('我的订单', 1));
    await visitor.page.getByRole('main').getByRole('button', { name: '登录' }).click();
    await visitor.page.getByLabel('用户名').fill(email);
    await visitor.page.getByLabel('密码').fill(PASSWORD);
    await visitor.button('登录').click();
    await visitor.sees(visitor.page.getByText('您在这里还没有订单。'), visitor.link('我的订单'));
    expect(await visitor.overflow()).toBe(0);
    expect(await visitor.unlabelled()).toEqual([]);
  });

  it("[S37] is never somebody else's, who sent the visitor back with a code of theirs", async () => {
    const stranger = await somebodyAt('/products/water-towns');
    const tokens: string[] = [];
    visitor.page.on('request', (request) => {
      if (request.url().endsWith('/token')) tokens.push(request.url());
    });
    await visitor.button('Sign in').click();
    await visitor.page.waitForURL(/\/realms\/visitors\//);
    const { url: issuerUrl } = storefront.platform.issuer;
    const back = `${storefront.origin}/signed-in`;
    const asked = { issuerUrl, realm: 'visitors', clientId: 'portal', redirectUri: back };
    const challenge = createHash('sha256').update('x'.repeat(43)).digest('base64url');
    const states = ['', '&state=', '&state=of-another-browser'];
    for (const state of states) {
      const code = await authorizationCode({ ...asked, username: stranger, password: PASSWORD }, challenge);
      await visitor.open(`/signed-in?code=${code}${state}`);
      await visitor.sees(visitor.heading('Tickets and passes', 1), visitor.button('Sign in'));
    }
    expect(tokens).toEqual([]);
  });

  it('ends without a word where its session has ended, and the visitor buys on as a guest', async () => {
    const email = await somebodyAt('/products/water-towns');
    await visitor.button('Sign in').click();
    await visitor.signsIn(email, PASSWORD);
    await visitor.sees(visitor.link('My orders'));
    await visitor.page.evaluate(() => {
      for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))) {
        const user = JSON.parse(sessionStorage.getItem(key) ?? '{}') as object;
        const ended = { ...user, expires_at: 1, refresh_token: undefined };
        sessionStorage.setItem(key, JSON.stringify(ended));
      }
    });
    await buysWaterTowns();
    await visitor.sees(visitor.button('Sign in'));
  });
});
