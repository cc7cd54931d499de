import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { answers } from './readiness.mjs';
import { typescript } from './typescript.mjs';

/** @typedef {Record<string, string>} Variables */

/**
 * The outside parties: identity issuer (unless KEYCLOAK_URL names one) and payment provider.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {import('./kept-ports.mjs').Ports} ports
 * @returns {Promise<Variables>} how the platform reaches them
 */
export async function startSandbox(supervisor, secrets, ports) {
  const [identity, payments] = await Promise.all([
    identityIssuer(supervisor, secrets, ports.issuer),
    paymentProvider(supervisor, secrets, ports.psp),
  ]);
  return { ...identity, ...payments };
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {number} port
 * @returns {Promise<Variables>}
 */
async function identityIssuer(supervisor, secrets, port) {
  const { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_ID = 'provisioner', KEYCLOAK_ADMIN_CLIENT_SECRET } = process.env;
  if (KEYCLOAK_URL) {
    if (!KEYCLOAK_ADMIN_CLIENT_SECRET)
      throw new Problem(
        'KEYCLOAK_URL is set: set KEYCLOAK_ADMIN_CLIENT_SECRET (and KEYCLOAK_ADMIN_CLIENT_ID) too, or unset it to use the embedded issuer.',
        2,
      );
    return { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_ID, KEYCLOAK_ADMIN_CLIENT_SECRET };
  }
  step('Identity issuer');
  const settings = {
    ISSUER_PORT: String(port),
    ISSUER_STATE_FILE: join(supervisor.folder, 'issuer.json'),
    ISSUER_ADMIN_SECRET: secrets.issuerAdmin,
  };
  const url = await startParty(supervisor, 'issuer', port, settings);
  return {
    KEYCLOAK_URL: url,
    KEYCLOAK_ADMIN_CLIENT_ID: 'provisioner',
    KEYCLOAK_ADMIN_CLIENT_SECRET: secrets.issuerAdmin,
  };
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {number} port
 * @returns {Promise<Variables>}
 */
async function paymentProvider(supervisor, secrets, port) {
  const { PSP_URL, PSP_ADMIN_SECRET } = process.env;
  if (PSP_URL && PSP_ADMIN_SECRET) return { PSP_URL, PSP_ADMIN_SECRET };
  step('Payment provider');
  const settings = {
    PSP_PORT: String(port),
    PSP_STATE_FILE: join(supervisor.folder, 'psp.jsonl'),
    PSP_ADMIN_SECRET: secrets.pspAdmin,
  };
  return { PSP_URL: await startParty(supervisor, 'psp', port, settings), PSP_ADMIN_SECRET: secrets.pspAdmin };
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {string} name
 * @param {number} port
 * @param {Variables} settings
 */
async function startParty(supervisor, name, port, settings) {
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, NODE_ENV: 'development', ...settings };
  await supervisor.start({
    name,
    command: process.execPath,
    args: typescript('tools/sandbox/main.ts', name),
    env,
    ready: answers(`${url}/health`),
  });
  return url;
}
