import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { redactLine } from './redaction.js';

const anyName = fc.constantFrom(
  'path',
  'name',
  'Name',
  'accessToken',
  'API_KEY',
  'contact',
  'eMail',
  'ok',
  'setCookie',
  'Authorization',
  'x-signature',
  'encryption-key',
  'idempotency_key',
  'Detail',
  'DBPASSWD',
  'mobile',
);
const anyText = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'a@b.cn',
    'Basic eA==',
    '13912345678',
    'plain',
    'BEARER x',
    'EYJ',
    'eyJabcd.e',
    'LP1.AQOhssPUAZqwsAAA',
    'redis://:p@h',
    '{"a":1}',
  ),
);
const anyRecord = fc.object({ key: anyName, values: [anyText, fc.integer(), fc.constant(null)], maxDepth: 3 });

it('changes nothing on a second reading, stays JSON and keeps its keys', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const once = redactLine(`${JSON.stringify(record)}\n`);
      expect(redactLine(once)).toBe(once);
      expect(Object.keys(JSON.parse(once) as object)).toEqual(Object.keys(record));
    }),
  );
});

it('lets no line pass unread that a closer look would change', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const passed = JSON.parse(redactLine(`${JSON.stringify(record)}\n`)) as unknown;
      // A name that is always suspect forces the closer look.
      const looked = JSON.parse(redactLine(`${JSON.stringify({ record, token: '' })}\n`)) as { record: unknown };
      expect(passed).toEqual(looked.record);
    }),
    { numRuns: 500 },
  );
});
