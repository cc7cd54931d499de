import type { IssuerOptions } from './issuer/start-issuer.js';
import type { PspOptions } from './psp/start-psp.js';

type Env = Readonly<Record<string, string | undefined>>;

export function issuerOptionsFrom(env: Env): IssuerOptions {
  return {
    port: count(env, 'ISSUER_PORT', 0, 65_535),
    adminSecret: secret(env, 'ISSUER_ADMIN_SECRET'),
    ...stateFile(env, 'ISSUER_STATE_FILE'),
  };
}

export function pspOptionsFrom(env: Env): PspOptions {
  return {
    port: count(env, 'PSP_PORT', 0, 65_535),
    adminSecret: secret(env, 'PSP_ADMIN_SECRET'),
    feePpm: count(env, 'PSP_FEE_PPM', 6_000, 1_000_000),
    duplicatePpm: count(env, 'PSP_DUPLICATE_PPM', 50_000, 1_000_000),
    webhookDelayMs: range(env, 'PSP_WEBHOOK_DELAY_MS', [20, 80]),
    ...stateFile(env, 'PSP_STATE_FILE'),
  };
}

function stateFile(env: Env, name: string): { stateFile?: string } {
  const path = env[name];
  return path ? { stateFile: path } : {};
}

function secret(env: Env, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`Set ${name}: a secret that only the caller of the admin API knows.`);
  return value;
}

function count(env: Env, name: string, otherwise: number, most: number): number {
  const value = Number(env[name] || otherwise);
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new Error(`${name} must be a whole number from 0 to ${most}.`);
  return value;
}

/** `40` or `20..80`. */
function range(env: Env, name: string, otherwise: readonly [number, number]): readonly [number, number] {
  const text = env[name];
  if (!text) return otherwise;
  const [, from = '', to = from] = /^(\d{1,6})(?:\.\.(\d{1,6}))?$/.exec(text) ?? [];
  if (from === '' || Number(to) < Number(from)) throw new Error(`${name} must be milliseconds, as 40 or 20..80.`);
  return [Number(from), Number(to)];
}
