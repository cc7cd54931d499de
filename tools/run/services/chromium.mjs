import { canInstallPackages, isExecutable, onPath } from '../host.mjs';
import { Problem } from '../problem.mjs';
import { installPackages } from './debian-packages.mjs';

/**
 * The browser of the portal's tests.
 * @param {import('../supervisor.mjs').Supervisor} supervisor
 * @returns {Promise<string>}
 */
export async function chromiumPath(supervisor) {
  const given = process.env.CHROMIUM_PATH;
  if (given && !isExecutable(given))
    throw new Problem(`CHROMIUM_PATH=${given} is no program. Correct it, or unset it to search the usual places.`);
  const found = given ?? installedChromium();
  if (found) return found;
  if (!canInstallPackages()) {
    throw new Problem(
      'The browser test needs Chromium. Install it ("sudo apt-get install chromium" on Debian) or set CHROMIUM_PATH.',
    );
  }
  await installPackages(supervisor, ['chromium']);
  const path = installedChromium();
  if (!path) throw new Problem('chromium was installed but is not on the PATH. Set CHROMIUM_PATH.');
  return path;
}

const installedChromium = () =>
  ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'].map(onPath).find(Boolean);
