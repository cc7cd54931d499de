import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Storefront } from './storefront.fixtures.js';
import type { Visitor, VisitorOptions } from './visitor.fixtures.js';

/** Far more than a step takes, also on a machine that does other things besides. */
jest.setTimeout(60_000);

describe('the storefront, in a browser', () => {
  let storefront: Storefront;
  let visitors: Visitor[] = [];

  beforeAll(async () => {
    storefront = await Storefront.open();
  }, 180_000);
  afterAll(() => storefront.close(), 60_000);
  afterEach(async () => {
    const complaints = visitors.flatMap((visitor) => visitor.complaints);
    await Promise.all(visitors.map((visitor) => visitor.leave()));
    visitors = [];
    expect(complaints).toEqual([]);
  });

  async function aVisitor(path: string, options?: VisitorOptions): Promise<Visitor> {
    const visitor = await storefront.visitor(options);
    visitors.push(visitor);
    await visitor.open(path);
    return visitor;
  }

  it('shows what is on sale, the passes of the region first', async () => {
    const visitor = await aVisitor('/');
    await visitor.sees(visitor.heading('Tickets and passes', 1), visitor.link('Yangtze Delta'));
    await visitor.sees(visitor.link('Delta Pass'));
    const shelves = visitor.page.getByRole('heading', { level: 2 });
    expect(await shelves.allTextContents()).toEqual(['Joint passes', 'Combos', 'Annual passes', 'Single tickets']);
    const passes = visitor.page.getByRole('region', { name: 'Joint passes' });
    await visitor.sees(passes.getByText('Any 5 of 36 attractions in 3 days'), passes.getByText('from CN¥149.00'));
  });

  it('speaks the language of the browser, another one when asked, and remembers', async () => {
    const visitor = await aVisitor('/', { locale: 'zh-CN' });
    await visitor.sees(visitor.heading('门票与联票', 1), visitor.page.getByText('¥149.00 起'));
    await visitor.sees(visitor.page.getByText('苏州').first());
    expect(await visitor.page.getByText('Suzhou').count()).toBe(0);
    expect(await visitor.lang()).toBe('zh-CN');
    await visitor.button('English').click();
    await visitor.sees(visitor.heading('Tickets and passes', 1), visitor.button('中文'));
    expect(await visitor.lang()).toBe('en');
    await visitor.page.reload();
    await visitor.sees(visitor.heading('Tickets and passes', 1));
  });

  it('sells two passes to a guest, and takes them back unused', async () => {
    const visitor = await aVisitor('/');
    await visitor.link('Delta Pass').click();
    await visitor.sees(visitor.heading('Delta Pass', 1), visitor.page.getByText('Each attraction once'));
    await visitor.page.getByRole('spinbutton', { name: 'Adult' }).fill('2');
    await visitor.sees(visitor.page.getByRole('status', { name: 'Total' }).getByText('CN¥596.00'));
    await visitor.page.getByLabel('E-mail').fill('guest@example.com');
    await visitor.button('Continue to payment').click();
    await visitor.answersPayment('Pay');
    await visitor.sees(visitor.heading(/^Order /, 1), visitor.heading('Your tickets are ready', 2));

    const tickets = visitor.page.getByRole('listitem', { name: /^Ticket \d of 2$/ });
    await visitor.sees(tickets);
    expect(await tickets.getByRole('img', { name: /^QR code of ticket / }).count()).toBe(2);
    expect(await tickets.getByText('5 of 5 visits left').count()).toBe(2);
    const codes = await tickets.getByText(/^Code to read out: [0-9A-Z-]{10,}$/).allTextContents();
    expect(new Set(codes).size).toBe(2);
    expect((await tickets.getByRole('img').first().boundingBox())?.width).toBeGreaterThan(200);

    await visitor.page.getByText('Return the tickets?').click();
    await visitor.button('Return tickets').click();
    await visitor.sees(visitor.heading('This order was refunded', 2), visitor.page.getByText('Refund of CN¥596.00'));
    expect(await tickets.getByRole('img').count()).toBe(0);
  });

  it('says that a payment was declined, and lets it be paid again', async () => {
    const visitor = await aVisitor('/products/water-towns');
    await visitor.button('Continue to payment').click();
    await visitor.answersPayment('Decline');
    const alert = visitor.page.getByRole('alert');
    await visitor.sees(alert.getByText('The payment did not go through'), alert.getByText(/Nothing was charged/));
    await visitor.sees(visitor.page.getByRole('timer'));
    await visitor.button('Pay again').click();
    await visitor.answersPayment('Pay');
    await visitor.sees(visitor.heading('Your tickets are ready', 2));
  });

  it('leads back to the one payment that is open', async () => {
    const visitor = await aVisitor('/products/water-towns');
    await visitor.button('Continue to payment').click();
    await visitor.page.waitForURL(/\/checkout\//);
    const checkout = visitor.page.url();
    await visitor.answersPayment('Decline');
    await visitor.button('Pay again').click();
    await visitor.page.waitForURL(/\/checkout\//);
    const second = visitor.page.url();
    expect(second).not.toBe(checkout);
    await visitor.page.goBack();
    await visitor.sees(visitor.heading('Waiting for your payment', 2));
    await visitor.button('Pay CN¥238.00').click();
    await visitor.page.waitForURL(second);
  });

  it('can be used with the keyboard alone', async () => {
    const visitor = await aVisitor('/');
    await visitor.tabsTo(visitor.link('Skip to content'));
    await visitor.tabsTo(visitor.link('Delta Pass'));
    await visitor.press('Enter');
    await visitor.sees(visitor.heading('Delta Pass', 1));
    await visitor.tabsTo(visitor.page.getByRole('spinbutton', { name: 'Adult' }));
    await visitor.press('ArrowUp');
    await visitor.sees(visitor.page.getByRole('status', { name: 'Total' }).getByText('CN¥596.00'));
    await visitor.tabsTo(visitor.button('Continue to payment'));
    await visitor.press('Enter');
    await visitor.page.waitForURL(/\/checkout\//);
    await visitor.tabsTo(visitor.page.getByRole('button', { name: 'Pay', exact: true }));
    await visitor.press('Enter');
    await visitor.sees(visitor.heading('Your tickets are ready', 2));
  });

  it('keeps places while somebody pays, and says where none are left', async () => {
    const first = await aVisitor('/products/single-cangjing');
    const today = first.page.getByRole('radio').first();
    await today.waitFor();
    expect(await today.isChecked()).toBe(true);
    await first.page.getByRole('spinbutton', { name: 'Adult' }).fill('3');
    await first.button('Continue to payment').click();
    await first.sees(first.page.getByRole('alert').getByText(/^Only 2 places are left on /));
    await first.button('One fewer: Adult').click();
    await first.button('Continue to payment').click();
    await first.page.waitForURL(/\/checkout\//);

    const second = await aVisitor('/products/single-cangjing');
    const days = second.page.getByRole('radio');
    await days.first().waitFor();
    expect(await days.first().isDisabled()).toBe(true);
    await second.sees(second.page.getByRole('radio', { name: /: Sold out$/ }));
    expect(await days.nth(1).isChecked()).toBe(true);
  });

  it.each(['zh-CN', 'en-GB'] as const)('fits a phone and labels every input (%s)', async (locale) => {
    const visitor = await aVisitor('/', { locale, width: 375 });
    const pages = [
      { path: '/', ready: visitor.page.getByRole('heading', { level: 3 }) },
      { path: '/products/joint-pass', ready: visitor.page.getByRole('spinbutton') },
      { path: '/products/single-zhouzhuang', ready: visitor.page.getByRole('radio') },
      { path: '/orders/none', ready: visitor.page.getByRole('alert') },
      { path: '/my-orders', ready: visitor.button(/^(Sign in|登录)$/) },
    ];
    for (const { path, ready } of pages) {
      await visitor.open(path);
      await visitor.sees(ready);
      expect({ path, overflow: await visitor.overflow(), unlabelled: await visitor.unlabelled() }).toEqual({
        path,
        overflow: 0,
        unlabelled: [],
      });
    }
  });

  it('shows the ticket of a phone without scrolling sideways', async () => {
    const visitor = await aVisitor('/products/water-towns', { width: 375 });
    await visitor.button('Continue to payment').click();
    await visitor.answersPayment('Pay');
    await visitor.sees(visitor.page.getByRole('img', { name: /^QR code/ }));
    expect(await visitor.overflow()).toBe(0);
  });

  it('finds an attraction by its name or city, and says when there is none', async () => {
    const visitor = await aVisitor('/');
    const search = visitor.page.getByRole('searchbox', { name: 'Find an attraction or a city' });
    await search.fill('zhouzhuang');
    await visitor.sees(visitor.page.getByText('4 tickets found'));
    await search.fill('Atlantis');
    await visitor.sees(visitor.page.getByText('Nothing matches “Atlantis”.'));
    await visitor.button('Show everything').click();
    await visitor.sees(visitor.link('Delta Pass'));
  });

  it('says what is not there', async () => {
    const visitor = await aVisitor('/products/nothing');
    await visitor.sees(visitor.heading('This ticket is no longer on sale', 1));
    await visitor.open('/orders/01900000-0000-7000-8000-000000000000#wrong');
    await visitor.sees(visitor.heading('There is no such order', 1));
  });

  it('is not there for a host nobody rents', async () => {
    const { status, text } = await storefront.pageOf('nobody.localhost');
    expect(status).toBe(404);
    expect(text).toBe('{"errors":[{"message":"NOT_FOUND","extensions":{"code":"NOT_FOUND"}}]}');
  });
});
