import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TypedDocumentString } from '@lianpiao/graphql-client';

import { ask } from './ask.js';
import { session } from './session.js';

const ME = new TypedDocumentString<{ readonly ok: boolean }, object>('{ ok }');
const OK = { data: { ok: true } };
const REFUSED = { errors: [{ message: 'UNAUTHENTICATED', extensions: { code: 'UNAUTHENTICATED' } }] };

describe('asking the API', () => {
  const asked: (string | undefined)[] = [];
  let forgotten: ReturnType<typeof jest.spyOn>;

  /** What the API answers to those with a token, and to those without. */
  function answers(toVisitor: Response, toGuest = Response.json(OK)): void {
    jest.spyOn(globalThis, 'fetch').mockImplementation((_url, init) => {
      const token = new Headers(init?.headers).get('authorization') ?? undefined;
      asked.push(token);
      return Promise.resolve(token ? toVisitor : toGuest);
    });
  }

  beforeEach(() => {
    asked.length = 0;
    forgotten = jest.spyOn(session, 'forget').mockResolvedValue();
    jest.spyOn(session, 'token').mockResolvedValue('a-token');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is done as who is signed in', async () => {
    answers(Response.json(OK));
    await expect(ask(ME, {})).resolves.toEqual({ ok: true });
    expect(asked).toEqual(['Bearer a-token']);
  });

  it('is done as a guest by a guest', async () => {
    jest.spyOn(session, 'token').mockResolvedValue(undefined);
    answers(Response.json(OK));
    await expect(ask(ME, {})).resolves.toEqual({ ok: true });
    expect(asked).toEqual([undefined]);
  });

  it('goes on as a guest where the token is refused, and forgets it', async () => {
    answers(Response.json(REFUSED, { status: 401 }));
    await expect(ask(ME, {})).resolves.toEqual({ ok: true });
    expect(asked).toEqual(['Bearer a-token', undefined]);
    expect(forgotten).toHaveBeenCalledTimes(1);
  });

  it('takes no other refusal for the end of a session', async () => {
    answers(Response.json(REFUSED, { status: 403 }));
    await expect(ask(ME, {})).rejects.toMatchObject({ status: 403 });
    expect(asked).toEqual(['Bearer a-token']);
    expect(forgotten).not.toHaveBeenCalled();
  });
});
