import type { TypedDocumentString } from './generated/graphql.js';

/** The API refused or failed as a whole: bad token, limits, its own error. Business failures are part of the data instead. */
export class GraphQLRefused extends Error {
  constructor(
    readonly status: number,
    /** `extensions.code` of the first error. */
    readonly code: string,
  ) {
    super(`${status} ${code}`);
    this.name = 'GraphQLRefused';
  }
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export interface ExecuteOptions {
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** How to send it; the platform's `fetch` unless told. */
  readonly send?: (
    url: string,
    init: { method: string; headers: Record<string, string>; body: string },
  ) => Promise<Response>;
}

/** Sends a typed operation. @throws GraphQLRefused when there is any error in the answer */
export async function execute<Data, Variables>(
  url: string,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
  { token, signal, send = fetch }: ExecuteOptions = {},
): Promise<Data> {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query: document.toString(), variables }),
    ...(signal && { signal }),
  });
  const { data, errors } = (await response.json()) as Answer<Data>;
  const [error] = errors ?? [];
  if (error || !data) throw new GraphQLRefused(response.status, error?.extensions?.code ?? error?.message ?? 'NO_DATA');
  return data;
}
