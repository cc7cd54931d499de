import { execute, type TypedDocumentString } from '@lianpiao/graphql-client';

import { clientToken, localFetch, signIn } from '../sandbox/index.js';
import type { DemoTenant } from './tenants.js';

const RENEW_MS = 200_000;

interface Kept {
  readonly token: Promise<string>;
  readonly until: number;
}

/** One tenant's public API, as its staff, its partners and its visitors reach it. */
export class TenantApi {
  readonly origin: string;
  private readonly tokens = new Map<string, Kept>();

  constructor(
    readonly tenant: DemoTenant,
    private readonly issuerUrl: string,
    port: string,
  ) {
    this.origin = `http://${tenant.slug}.localhost:${port}`;
  }

  /** Signed in with a browser's code flow, as a member of staff. */
  async as<Data, Variables>(
    username: string,
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    return this.send(document, variables, await this.staffToken(username));
  }

  /** As a partner's machine. */
  async asClient<Data, Variables>(
    client: { readonly id: string; readonly secret: string },
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const realm = this.tenant.slug;
    const token = await this.kept(client.id, async () => {
      const made = await clientToken({
        issuerUrl: this.issuerUrl,
        realm,
        clientId: client.id,
        clientSecret: client.secret,
      });
      return made.accessToken;
    });
    return this.send(document, variables, token);
  }

  /** As anybody who opens the storefront. */
  asVisitor<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data> {
    return this.send(document, variables);
  }

  staffToken(username: string): Promise<string> {
    const member = this.tenant.staff.find((candidate) => candidate.username === username);
    if (!member) throw new Error(`nobody is called ${username}`);
    return this.kept(username, async () => {
      const { accessToken } = await signIn({
        issuerUrl: this.issuerUrl,
        realm: this.tenant.slug,
        clientId: 'portal',
        redirectUri: `${this.origin}/signed-in`,
        username,
        password: member.password,
      });
      return accessToken;
    });
  }

  send<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
    token?: string,
  ): Promise<Data> {
    return execute(`${this.origin}/graphql`, document, variables, { send: localFetch, ...(token && { token }) });
  }

  private kept(name: string, make: () => Promise<string>): Promise<string> {
    const known = this.tokens.get(name);
    if (known && known.until > Date.now()) return known.token;
    const token = make();
    this.tokens.set(name, { token, until: Date.now() + RENEW_MS });
    return token;
  }
}

/** The answer, or an error naming the failure: the demo expects success here. */
export function succeeded<
  Answer extends { readonly __typename?: string | undefined },
  Name extends Answer['__typename'] & string,
>(answer: Answer, typename: Name): Extract<Answer, { readonly __typename?: Name }> {
  if (answer.__typename === typename) return answer as Extract<Answer, { readonly __typename?: Name }>;
  throw new Error(`expected ${typename}, got ${JSON.stringify(answer)}`);
}
