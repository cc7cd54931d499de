import { describe, expect, it } from '@jest/globals';

import { createLogger, type Logger } from './index.js';

function listen(): { logger: Logger; lines: () => string[] } {
  const written: string[] = [];
  const logger = createLogger({ level: 'info', role: 'api' }, { write: (line: string) => void written.push(line) });
  return { logger, lines: () => written };
}

const HIDDEN = 'hunter2-7K3M9QXD';

describe('the logger', () => {
  it('writes one JSON line per event, with service, role, level and time', () => {
    const { logger, lines } = listen();
    logger.info({ orders: 3, nested: { ok: [true] } }, 'day closed');
    logger.debug('too quiet');
    expect(lines()).toHaveLength(1);
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      service: 'lianpiao',
      role: 'api',
      level: 30,
      orders: 3,
      nested: { ok: [true] },
      msg: 'day closed',
    });
    expect(lines()[0]).toMatch(/"time":"\d{4}-\d\d-\d\dT/);
    expect(lines()[0]?.endsWith('}\n')).toBe(true);
  });

  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'password',
    'DB_PASSWORD',
    'secret',
    'clientSecret',
    'client_secret',
    'token',
    'access_token',
    'refreshToken',
    'idToken',
    'apiKey',
    'x-api-key',
    'accessKey',
    'privateKey',
    'idempotencyKey',
    'x-signature',
    'email',
    'contactEmail',
    'phone',
    'mobile',
    'documentNumber',
    'name',
    'contact',
    'params',
    'parameters',
    'detail',
  ])('keeps what is called %s to itself, at any depth and in a child', (key) => {
    const { logger, lines } = listen();
    logger.info({ [key]: HIDDEN }, 'top');
    logger.info({ a: { b: [{ c: { [key]: { whole: HIDDEN } } }] } }, 'deep');
    logger.child({ [key]: HIDDEN }).info('child');
    expect(lines()).toHaveLength(3);
    for (const line of lines()) {
      expect(line).not.toContain(HIDDEN);
      expect(line).toContain('[redacted]');
    }
  });

  it.each([
    ['a connection string', `postgres://app:${HIDDEN}@db:5432/x`],
    ['a bearer token', `Bearer ${HIDDEN}`],
    ['a JSON web token', `eyJhbGciOi.eyJzdWIi.${HIDDEN}`],
    ['a ticket', `LP1.AQOhssPUAZqwsAAAcACA${HIDDEN}`],
    ['an address', `${HIDDEN}@example.com`],
    ['an address on a line of its own', `to:\n${HIDDEN}@example.com\nfailed`],
  ])('keeps %s to itself in messages, values, errors and children', (_, text) => {
    const { logger, lines } = listen();
    logger.info(`failed: ${text}`);
    logger.info({ url: text, list: [text] }, 'value');
    logger.error({ error: new Error(`failed: ${text}`) }, 'error');
    logger.error({ err: new Error(`failed: ${text}`) }, 'err');
    logger.error(new Error(`failed: ${text}`));
    logger.child({ text }).info('child');
    expect(lines()).toHaveLength(6);
    for (const line of lines()) {
      expect(line).not.toContain(HIDDEN);
      expect(JSON.parse(line)).toBeInstanceOf(Object);
    }
  });

  it('hides a mobile number in a text but no identifier', () => {
    const { logger, lines } = listen();
    logger.info({ id: '019ab0b0-1391-7000-8000-13912345678a', at: 'call 13912345678 now' }, 'x');
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      id: '019ab0b0-1391-7000-8000-13912345678a',
      at: 'call [redacted] now',
    });
  });

  it('tells class, code and place of an error; of a database error no message, which may quote a row', () => {
    const { logger, lines } = listen();
    const failed = Object.assign(new Error(`Key (id_number)=(${HIDDEN}) already exists`), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'holder_pkey',
      detail: HIDDEN,
    });
    logger.error({ error: failed }, 'failed');
    logger.error({ error: 'not an error' }, 'thrown');
    const [first, second] = lines().map((line) => JSON.parse(line) as { error: object });
    expect(first?.error).toMatchObject({
      type: 'Error',
      message: '[database]',
      code: '23505',
      constraint: 'holder_pkey',
    });
    expect(second?.error).toEqual({ type: 'string' });
    expect(lines().join('')).not.toContain(HIDDEN);
  });

  it('is quick with a long hostile line', () => {
    const { logger, lines } = listen();
    const started = performance.now();
    logger.info({ path: `${'a.'.repeat(50_000)}@${'b-'.repeat(50_000)}://${'c'.repeat(50_000)}` }, 'x');
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(lines()).toHaveLength(1);
  });
});
