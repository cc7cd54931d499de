import { join } from 'node:path';
import { reporting, seconds, step } from '../../progress.mjs';
import { answers } from '../../readiness.mjs';
import { keycloakServer, VERSION } from './distribution.mjs';
import { javaPath } from './java.mjs';
import { ADMIN, ensureProvisioner } from './provisioner.mjs';

const READY_WITHIN_MS = 300_000;

/**
 * @typedef {{ port: number, managementPort: number, adminPassword: string, clientSecret: string, dataFolder?: string }} KeycloakOptions
 *   without a folder its realms live as long as the process
 */

/**
 * A real Keycloak in its development mode, on loopback only, with the client that provisions realms.
 * @param {import('../../supervisor.mjs').Supervisor} supervisor
 * @param {KeycloakOptions} options
 * @returns {Promise<string>} its address
 */
export async function startKeycloak(supervisor, options) {
  const java = await javaPath(supervisor);
  const server = await keycloakServer(supervisor);
  const url = `http://127.0.0.1:${options.port}`;
  const since = performance.now();
  try {
    step(`Keycloak ${VERSION}`);
    await reporting('Keycloak starts (longer the first time, when it builds itself)', () =>
      supervisor.start({
        name: 'keycloak',
        command: join(server.home, 'bin/kc.sh'),
        args: arguments_(options),
        env: environment(java, options.adminPassword),
        ready: answers(`${url}/realms/master`),
        readyWithinMs: READY_WITHIN_MS,
      }),
    );
    server.worked();
  } finally {
    server.release();
  }
  await ensureProvisioner({ url, ...options });
  step(`Keycloak is up (${seconds(since)})`);
  return url;
}

/**
 * The options it builds itself for (database, cache) are the same for every use, so that it does so once.
 * @param {KeycloakOptions} options
 */
function arguments_({ port, managementPort, dataFolder }) {
  const kept = dataFolder && `--db-url=jdbc:h2:file:${join(dataFolder, 'realms')};NON_KEYWORDS=VALUE`;
  return [
    'start-dev',
    '--db=dev-mem',
    '--cache=local',
    '--http-host=127.0.0.1',
    `--http-port=${port}`,
    // As in production: without it, addresses in answers are of whichever host the request claims.
    `--hostname=http://127.0.0.1:${port}`,
    '--http-management-host=127.0.0.1',
    `--http-management-port=${managementPort}`,
    ...(kept ? [kept] : []),
  ];
}

/**
 * @param {string} java
 * @param {string} adminPassword
 */
function environment(java, adminPassword) {
  const ours = Object.entries(process.env).filter(([name]) => !/^(KC_|QUARKUS_|JAVA_OPTS)/.test(name));
  return {
    ...Object.fromEntries(ours),
    JAVA: java,
    // By itself it would claim half of the machine's memory.
    JAVA_OPTS_KC_HEAP: '-Xms128m -Xmx1g',
    KC_BOOTSTRAP_ADMIN_USERNAME: ADMIN,
    KC_BOOTSTRAP_ADMIN_PASSWORD: adminPassword,
  };
}
