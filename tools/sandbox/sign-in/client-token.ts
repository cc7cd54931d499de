import { type KeyObject, randomUUID, sign } from 'node:crypto';
import { protocolUrl, type RealmAddress, requestToken } from './token-request.js';

export interface ClientSecretRequest extends RealmAddress {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ClientKeyRequest extends RealmAddress {
  readonly clientId: string;
  /** P-256; its public half is in the client's `jwks.string`. */
  readonly privateKey: KeyObject;
  readonly keyId: string;
}

export interface ClientToken {
  readonly accessToken: string;
  readonly expiresIn: number;
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Token of a machine that holds a secret: an OTA partner, the provisioner. */
export async function clientToken(request: ClientSecretRequest): Promise<ClientToken> {
  const { clientId, clientSecret } = request;
  return asClientToken(
    await requestToken(request, { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  );
}

/** Token of a machine that holds a key (`private_key_jwt`): a gate. */
export async function keyedClientToken(request: ClientKeyRequest): Promise<ClientToken> {
  const fields = {
    grant_type: 'client_credentials',
    client_id: request.clientId,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: clientAssertion(request),
  };
  return asClientToken(await requestToken(request, fields));
}

/** RFC 7523: signed by the client, for this issuer, good once and for a minute. */
export function clientAssertion(request: ClientKeyRequest): string {
  const now = Math.floor(Date.now() / 1_000);
  const audience = protocolUrl(request, '').href.replace('/protocol/openid-connect/', '');
  const head = encoded({ alg: 'ES256', typ: 'JWT', kid: request.keyId });
  const payload = encoded({
    iss: request.clientId,
    sub: request.clientId,
    aud: audience,
    iat: now,
    exp: now + 60,
    jti: randomUUID(),
  });
  const signature = sign('sha256', Buffer.from(`${head}.${payload}`), {
    key: request.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${head}.${payload}.${signature.toString('base64url')}`;
}

function asClientToken(answer: { access_token: string; expires_in: number }): ClientToken {
  return { accessToken: answer.access_token, expiresIn: answer.expires_in };
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
