import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';

import { CreateProduct, ImportAttractions, PublishProduct } from '../../../tools/demo/operations/bureau.js';
import { Storefront } from './storefront.fixtures.js';

jest.setTimeout(60_000);

/** Would leave a mark on the page, were it more than text. */
const HOSTILE = '"><img src=x onerror="pwned=1"><script>pwned=1</script>';
const TEXT = { zh: HOSTILE, en: HOSTILE };

const COLUMNS =
  'code,name_zh,name_en,level,city,category,latitude,longitude,list_price_cny,daily_capacity,opens,closes,timed_entry';
const CELL = `"${HOSTILE.replaceAll('"', '""')}"`;
const FILE = `${COLUMNS}\nhostile,${CELL},${CELL},3A,${CELL},garden,31.3,120.6,12,20,08:00,17:00,false`;

const PRODUCT = {
  code: 'hostile',
  kind: 'SINGLE',
  name: TEXT,
  summary: TEXT,
  dated: true,
  validityClock: 'CALENDAR_DAYS',
  validityStarts: 'VISIT_DATE',
  validityPeriod: 'P1D',
  attractionCodes: ['hostile'],
  units: [{ type: 'ADULT', priceMinor: '1200' }],
};

describe('[D04] texts of a tenant that mean harm', () => {
  let storefront: Storefront;
  beforeAll(async () => {
    storefront = await Storefront.open();
    const { platform } = storefront;
    await platform.tenantVerb('rename', 'yrd', '--zh', HOSTILE, '--en', HOSTILE, '--reason', 'spec');
    const token = await platform.token('yrd', 'admin');
    const send = async (document: { toString(): string }, input: object) => {
      const keyed = { input: { ...input, idempotencyKey: randomUUID() } };
      const { body } = await platform.ask('yrd', document.toString(), keyed, token);
      expect(JSON.stringify(body)).not.toMatch(/"errors"|Rejected|InvalidInput/);
    };
    await send(ImportAttractions, { fileBase64: Buffer.from(FILE).toString('base64'), dryRun: false });
    await send(CreateProduct, PRODUCT);
    await send(PublishProduct, { code: PRODUCT.code });
  }, 180_000);
  afterAll(() => storefront.close(), 60_000);

  it.each(['/', '/products/hostile'])('are only text on the page %s', async (path) => {
    const visitor = await storefront.visitor();
    await visitor.open(path);
    await visitor.sees(visitor.page.getByText(HOSTILE));
    await visitor.page.waitForFunction((text) => document.title.includes(text), HOSTILE);
    expect(await visitor.page.evaluate('typeof pwned')).toBe('undefined');
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it.each(['/', '/products/hostile', '/explorer/'])(
    'would find no way to run on the page %s if they got into it',
    async (path) => {
      const visitor = await storefront.visitor();
      await visitor.open(path);
      await visitor.page.evaluate((html) => {
        document.body.insertAdjacentHTML('beforeend', html);
        const script = document.createElement('script');
        script.textContent = 'pwned=1';
        document.body.append(script);
      }, HOSTILE);
      await expect(visitor.page.evaluate('fetch("http://127.0.0.1:9/").catch(({ name }) => name)')).resolves.toBe(
        'TypeError',
      );
      expect(await visitor.page.evaluate('typeof pwned')).toBe('undefined');
      expect(
        visitor.complaints.filter((text) => text.includes('Content Security Policy')).length,
      ).toBeGreaterThanOrEqual(3);
      await visitor.leave();
    },
  );

  it('leave the explorer to work under its policy', async () => {
    const visitor = await storefront.visitor();
    await visitor.open('/explorer/');
    const editor = visitor.page.locator('.cm-content').nth(1);
    await editor.click();
    await visitor.page.keyboard.press('Control+A');
    await visitor.page.keyboard.insertText('{ storefront { slug name { en } } }');
    await visitor.page.keyboard.press('Control+Enter');
    await visitor.sees(visitor.page.getByText('"slug": "yrd"'));
    expect(await visitor.page.evaluate('typeof pwned')).toBe('undefined');
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});
