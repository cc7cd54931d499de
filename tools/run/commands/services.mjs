import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from '../install.mjs';
import { say } from '../progress.mjs';
import { startServices } from '../services/start-services.mjs';
import { supervise } from '../supervise.mjs';

const [verb, profile] = process.argv.slice(2);

if (verb !== 'up' || profile !== 'test') {
  console.error(
    'Usage: node tools/run/services.mjs up test\n\nRuns Postgres and Redis for single specs (npm run jest -- <pattern>) until Ctrl-C.',
  );
  process.exit(2);
}

await supervise('test', 'services up test', async (supervisor) => {
  await install(supervisor);
  const { postgres, redisUrl } = await startServices(supervisor);
  const file = join(supervisor.folder, 'env');
  writeFileSync(file, `TEST_DATABASE_URL=${postgres.url('postgres')}\nREDIS_URL=${redisUrl}\n`, { mode: 0o600 });
  process.once('exit', () => rmSync(file, { force: true }));
  say('npm run jest finds them by itself. Ctrl-C stops them.');
  return supervisor.untilStopped();
});
