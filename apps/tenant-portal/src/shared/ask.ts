import { execute, GraphQLRefused, type TypedDocumentString } from '@lianpiao/graphql-client';

import { session } from './session.js';

/** Asks the API as who is signed in, and as a guest once their session has ended: that alone keeps nobody from buying. */
export async function ask<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const as = signal ? { signal } : {};
  const token = await session.token();
  if (!token) return execute('/graphql', document, variables, as);
  try {
    return await execute('/graphql', document, variables, { ...as, token });
  } catch (error) {
    if (!(error instanceof GraphQLRefused) || error.status !== 401) throw error;
    await session.forget();
    return execute('/graphql', document, variables, as);
  }
}
