import { localFetch } from '../http/local-fetch.js';

export interface RealmAddress {
  /** Address of the server: what stands before `/realms/`. */
  readonly issuerUrl: string;
  readonly realm: string;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly expires_in: number;
}

/** The issuer said no: `code` is OAuth's (`invalid_grant`, `invalid_client`, ...). */
export class TokenRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`token refused: ${code}${detail ? ` (${detail})` : ''}`);
  }
}

export function protocolUrl({ issuerUrl, realm }: RealmAddress, endpoint: string): URL {
  return new URL(`${issuerUrl.replace(/\/$/, '')}/realms/${realm}/protocol/openid-connect/${endpoint}`);
}

export async function requestToken(
  address: RealmAddress,
  fields: Readonly<Record<string, string>>,
): Promise<TokenAnswer> {
  const response = await localFetch(protocolUrl(address, 'token'), {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  const text = await response.text();
  if (response.ok) return JSON.parse(text) as TokenAnswer;
  const { error = `HTTP ${response.status}`, error_description = '' } = refusal(text);
  throw new TokenRefused(response.status, error, error_description);
}

function refusal(text: string): { error?: string; error_description?: string } {
  return text.startsWith('{') ? (JSON.parse(text) as { error?: string; error_description?: string }) : {};
}
