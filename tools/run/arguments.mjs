import { Problem } from './problem.mjs';

export const demoUsage = `Usage: npm run demo -- [--once] [--orders N] [--fresh] [--keycloak]

  --once      run to the proof that the books balance, then stop; exit code 0 only when it holds
  --orders N  how many orders to sell, 1 to 1000000 (40 when it stays up, 2000 with --once)
  --fresh     forget the data of earlier runs
  --keycloak  identity from a real Keycloak (fetched with Maven, runs on Java 17), with data of its own
  --help      this text`;

const flags = ['--once', '--fresh', '--keycloak', '--help'];

/** @typedef {{ once: boolean, orders: number, fresh: boolean, keycloak: boolean, help: boolean }} DemoArguments */

/**
 * @param {readonly string[]} given
 * @returns {DemoArguments}
 */
export function demoArguments(given) {
  const seen = new Set();
  /** @type {number | undefined} */
  let orders;
  for (let at = 0; at < given.length; at += 1) {
    const [name = '', inline] = (given[at] ?? '').split('=', 2);
    if (name === '--orders') orders = orderCount(inline ?? given[(at += 1)]);
    else if (inline === undefined && flags.includes(name)) seen.add(name);
    else throw new Problem(`Unknown argument: ${given[at]}\n\n${demoUsage}`, 2);
  }
  const once = seen.has('--once');
  const [fresh, keycloak, help] = ['--fresh', '--keycloak', '--help'].map((name) => seen.has(name));
  return { once, fresh: !!fresh, keycloak: !!keycloak, help: !!help, orders: orders ?? (once ? 2_000 : 40) };
}

/** @param {string | undefined} text */
function orderCount(text) {
  const count = /^\d{1,7}$/.test(text ?? '') ? Number(text) : 0;
  if (count >= 1 && count <= 1_000_000) return count;
  throw new Problem(`--orders takes a whole number from 1 to 1000000, not "${text ?? ''}".\n\n${demoUsage}`, 2);
}

/** @param {readonly string[]} known */
export const benchUsage = (known) =>
  `Usage: npm run bench -- <name>

Benchmarks: ${known.length > 0 ? known.join(', ') : 'none yet'}
What each measures, and how long it takes: docs/modules/bench.md`;

/**
 * @param {readonly string[]} given
 * @param {readonly string[]} known
 * @returns {string}
 */
export function benchName(given, known) {
  const [name, ...rest] = given;
  if (name !== undefined && rest.length === 0 && known.includes(name)) return name;
  throw new Problem(benchUsage(known), 2);
}
