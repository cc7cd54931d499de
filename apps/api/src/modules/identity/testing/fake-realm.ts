import type { Tenant } from '@lianpiao/authz';
import { newId } from '@lianpiao/kernel';
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Readonly<Record<string, unknown>>;

interface RealmKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: Json;
}

/** An RSA key as a realm lists it. */
export function aKey(kid: string, jwk: Json = {}): RealmKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256', ...jwk } };
}

export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A realm whose every answer, header and claim a spec can choose: what no honest issuer would send. */
export class FakeRealm {
  readonly tenantId = newId();
  keys: RealmKey[] = [aKey('key-1')];
  /** Replaces the answer of the certs endpoint. */
  answer: RequestListener | undefined;
  fetches = 0;

  private constructor(
    private readonly server: Server,
    readonly name: string,
  ) {}

  static async start(name = 'yrd'): Promise<FakeRealm> {
    const server = createServer();
    const realm = new FakeRealm(server, name);
    server.on('request', (request, response) => {
      realm.fetches += 1;
      if (realm.answer) {
        realm.answer(request, response);
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: realm.keys.map(({ jwk }) => jwk) }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return realm;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get tenant(): Pick<Tenant, 'id' | 'issuer'> {
    return { id: this.tenantId, issuer: { serverUrl: this.url, realm: this.name } };
  }

  claims(changed: Json = {}): Json {
    const now = Math.floor(Date.now() / 1_000);
    return {
      iss: `${this.url}/realms/${this.name}`,
      sub: 'user-1',
      typ: 'Bearer',
      azp: 'portal',
      aud: ['api', 'account'],
      tenant_id: this.tenantId,
      iat: now,
      exp: now + 300,
      preferred_username: 'lin',
      realm_access: { roles: ['bureau-admin'] },
      ...changed,
    };
  }

  token(changedClaims: Json = {}, changedHeader: Json = {}, key = this.keys[0]): string {
    const head = encoded({ alg: 'RS256', typ: 'JWT', kid: key?.kid, ...changedHeader });
    return this.signed(`${head}.${encoded(this.claims(changedClaims))}`, key);
  }

  signed(input: string, key = this.keys[0]): string {
    if (!key) throw new Error('a realm without a key signs nothing');
    return `${input}.${sign('RSA-SHA256', Buffer.from(input), key.privateKey).toString('base64url')}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
