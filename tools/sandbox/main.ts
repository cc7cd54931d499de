import type { Listening } from './http/loopback-server.js';
import { issuerOptionsFrom, pspOptionsFrom } from './options-from-env.js';

/** Each loads only what it is: the provider starts in half the time without the issuer's libraries. */
const starters: Readonly<Record<string, () => Promise<Listening>>> = {
  issuer: async () => (await import('./issuer/start-issuer.js')).startIssuer(issuerOptionsFrom(process.env)),
  psp: async () => (await import('./psp/start-psp.js')).startPsp(pspOptionsFrom(process.env)),
};

const [name = ''] = process.argv.slice(2);
const start = starters[name];
if (!start) fail(`Usage: main.ts ${Object.keys(starters).join('|')}`);
try {
  const listening = await start();
  console.log(`${name} listens on ${listening.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(listening));
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

async function stop(listening: Listening): Promise<void> {
  await listening.close();
  process.exit(0);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
