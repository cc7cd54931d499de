import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { program } from './program.mjs';
import { step } from './progress.mjs';
import { answers } from './readiness.mjs';
import { PROVISIONER } from './services/keycloak/provisioner.mjs';
import { startKeycloak } from './services/keycloak/start-keycloak.mjs';
import { freePort } from './services/ports.mjs';

/** @typedef {Record<string, string>} Variables */
/** @typedef {'embedded' | 'keycloak'} Issuer  which one there is where KEYCLOAK_URL names none */
/** @typedef {{ env: Variables, start: () => Promise<void> }} Party  how the platform reaches it, and what brings it up */

/**
 * The outside parties: identity issuer (unless KEYCLOAK_URL names one) and payment provider (unless PSP_URL does).
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {import('./kept-ports.mjs').Ports} ports
 * @param {Issuer} issuer
 * @returns {Party}
 */
export function sandbox(supervisor, secrets, ports, issuer) {
  const identity = issuer === 'keycloak' && !process.env.KEYCLOAK_URL ? realKeycloak : identityIssuer;
  const parties = [identity(supervisor, secrets, ports.issuer), paymentProvider(supervisor, secrets, ports.psp)];
  const env = Object.assign({}, ...parties.map((party) => party.env));
  return { env, start: async () => void (await Promise.all(parties.map((party) => party.start()))) };
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {number} port
 * @returns {Party}
 */
function identityIssuer(supervisor, secrets, port) {
  const { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_ID = 'provisioner', KEYCLOAK_ADMIN_CLIENT_SECRET } = process.env;
  if (KEYCLOAK_URL) {
    if (!KEYCLOAK_ADMIN_CLIENT_SECRET)
      throw new Problem(
        'KEYCLOAK_URL is set: set KEYCLOAK_ADMIN_CLIENT_SECRET (and KEYCLOAK_ADMIN_CLIENT_ID) too, or unset it to use the embedded issuer.',
        2,
      );
    return given('KEYCLOAK_URL', `${KEYCLOAK_URL}/realms/master`, {
      KEYCLOAK_URL,
      KEYCLOAK_ADMIN_CLIENT_ID,
      KEYCLOAK_ADMIN_CLIENT_SECRET,
    });
  }
  const url = addressOf(port);
  const settings = {
    ISSUER_PORT: String(port),
    ISSUER_STATE_FILE: join(supervisor.folder, 'issuer.json'),
    ISSUER_ADMIN_SECRET: secrets.issuerAdmin,
  };
  const env = {
    KEYCLOAK_URL: url,
    KEYCLOAK_ADMIN_CLIENT_ID: 'provisioner',
    KEYCLOAK_ADMIN_CLIENT_SECRET: secrets.issuerAdmin,
  };
  return { env, start: () => startParty(supervisor, 'issuer', url, settings) };
}

/**
 * A real Keycloak that keeps its realms beside the profile's other state.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {number} port
 * @returns {Party}
 */
function realKeycloak(supervisor, secrets, port) {
  const { issuerAdmin } = secrets;
  const env = {
    KEYCLOAK_URL: addressOf(port),
    KEYCLOAK_ADMIN_CLIENT_ID: PROVISIONER,
    KEYCLOAK_ADMIN_CLIENT_SECRET: issuerAdmin,
  };
  const start = async () => {
    const managementPort = await freePort(port + 1);
    const dataFolder = join(supervisor.folder, 'keycloak');
    await startKeycloak(supervisor, {
      port,
      managementPort,
      adminPassword: issuerAdmin,
      clientSecret: issuerAdmin,
      dataFolder,
    });
  };
  return { env, start };
}

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('./secrets.mjs').Secrets} secrets
 * @param {number} port
 * @returns {Party}
 */
function paymentProvider(supervisor, secrets, port) {
  const { PSP_URL, PSP_ADMIN_SECRET } = process.env;
  if (PSP_URL && PSP_ADMIN_SECRET) return given('PSP_URL', `${PSP_URL}/health`, { PSP_URL, PSP_ADMIN_SECRET });
  const url = addressOf(port);
  const settings = {
    PSP_PORT: String(port),
    PSP_STATE_FILE: join(supervisor.folder, 'psp.jsonl'),
    PSP_ADMIN_SECRET: secrets.pspAdmin,
  };
  return {
    env: { PSP_URL: url, PSP_ADMIN_SECRET: secrets.pspAdmin },
    start: () => startParty(supervisor, 'psp', url, settings),
  };
}

/**
 * One that runs already, where the variable says.
 * @param {string} variable
 * @param {string} page  that it answers when it is well
 * @param {Variables} env
 * @returns {Party}
 */
function given(variable, page, env) {
  const start = async () => {
    if (await answers(page)()) return;
    throw new Problem(`${page} (${variable}) does not answer. Start it, correct the URL, or unset it to use our own.`);
  };
  return { env, start };
}

/** @param {number} port */
const addressOf = (port) => `http://127.0.0.1:${port}`;

/**
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {'issuer' | 'psp'} name
 * @param {string} url
 * @param {Variables} settings
 */
async function startParty(supervisor, name, url, settings) {
  step(name === 'issuer' ? 'Identity issuer' : 'Payment provider');
  const env = { ...process.env, NODE_ENV: 'development', ...settings };
  await supervisor.start({
    name,
    command: process.execPath,
    args: program(supervisor, 'sandbox', name),
    env,
    ready: answers(`${url}/health`),
  });
}
