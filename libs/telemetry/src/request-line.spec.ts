import { describe, expect, it } from '@jest/globals';

import { requestId, requestLine } from './index.js';

describe('the record of a request', () => {
  const answered = {
    requestId: 'r1',
    method: 'GET',
    url: '/orders/1?accessKey=hunter2&code=x',
    status: 200,
    ms: 12.6,
    tenant: 'yrd',
    subject: 'f3b1',
  };

  it('leaves out the query and who it was', () => {
    const line = requestLine(answered);
    expect(line).toEqual({
      requestId: 'r1',
      method: 'GET',
      path: '/orders/1',
      status: 200,
      ms: 13,
      tenant: 'yrd',
      subject: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(JSON.stringify(line)).not.toMatch(/hunter2|f3b1/);
  });

  it('tells one person from another, and nobody from both', () => {
    const subjects = ['a', 'b', 'a', undefined].map(
      (subject) => requestLine({ ...answered, subject }) as { subject?: string },
    );
    expect(subjects[0]).toEqual(subjects[2]);
    expect(subjects[0]).not.toEqual(subjects[1]);
    expect(subjects[3]?.subject).toBeUndefined();
  });

  it('has a bounded length', () => {
    expect(JSON.stringify(requestLine({ ...answered, url: `/${'x'.repeat(20_000)}` })).length).toBeLessThan(1_000);
  });
});

describe('a request id', () => {
  it.each(['8f14e45f-ceea-4672-a1b2-c3d4e5f60718', 'gate.7_scan-000001', 'x'.repeat(64)])(
    "is the caller's %s",
    (inbound) => {
      expect(requestId(inbound)).toBe(inbound);
    },
  );

  it.each([
    undefined,
    '',
    'short',
    'x'.repeat(65),
    'line\nbreak-00',
    'blank blank',
    '<script>alert',
    'ünïcödé-id',
    ['a'.repeat(20), 'b'.repeat(20)],
  ])('is new instead of %j', (inbound) => {
    expect(requestId(inbound)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});
