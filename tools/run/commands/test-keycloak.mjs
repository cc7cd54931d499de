import { install } from '../install.mjs';
import { say } from '../progress.mjs';
import { runJest } from '../run-jest.mjs';
import { secretsOf } from '../secrets.mjs';
import { startKeycloak } from '../services/keycloak/start-keycloak.mjs';
import { freePort } from '../services/ports.mjs';
import { startServices } from '../services/start-services.mjs';
import { supervise } from '../supervise.mjs';

/** @typedef {import('../supervisor.mjs').Supervisor} Supervisor */

const PORT = 4_300;
/** What depends on the provider, and what says that the embedded issuer answers as Keycloak does. */
const SUITES = ['provider\\.int\\.spec', 'sandbox/issuer/(issuer|admin-api)\\.spec'];
const tally = { passed: 0, failed: 0 };

// Whatever ends the run, a Keycloak that does not start too, its last line says how it went.
process.once('exit', (code) => {
  const unfinished = code !== 0 && tally.failed === 0 ? 1 : 0;
  say(`\n${tally.passed} passed, ${tally.failed + unfinished} failed`);
});

/** The suite that `npm test` runs on the embedded issuer, on a real Keycloak: ours, or that of KEYCLOAK_URL. */
await supervise('keycloak', 'npm run test:keycloak', async (supervisor) => {
  await install(supervisor);
  const { postgres, redisUrl } = await startServices(supervisor);
  const services = {
    TEST_DATABASE_URL: process.env.TEST_DATABASE_URL ?? postgres.url('postgres'),
    REDIS_URL: redisUrl,
  };
  const keycloak = process.env.KEYCLOAK_URL ? {} : await ourKeycloak(supervisor);
  const outcome = await runJest(supervisor, { ...process.env, ...services, ...keycloak }, SUITES);
  Object.assign(tally, outcome);
  return tally.failed === 0 ? 0 : 1;
});

/** @param {Supervisor} supervisor */
async function ourKeycloak(supervisor) {
  const { issuerAdmin } = secretsOf('keycloak');
  const port = await freePort(PORT);
  const options = {
    port,
    managementPort: await freePort(port + 1),
    adminPassword: issuerAdmin,
    clientSecret: issuerAdmin,
  };
  const KEYCLOAK_URL = await startKeycloak(supervisor, options);
  return { KEYCLOAK_URL, KEYCLOAK_ADMIN_CLIENT_SECRET: issuerAdmin };
}
