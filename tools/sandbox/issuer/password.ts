import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const LENGTH = 32;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(password, salt, LENGTH, (error, key) => (error ? reject(error) : resolve(key))),
  );
}

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(password, salt)).toString('hex')}`;
}

const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Takes as long for an unknown user (no hash) as for a known one. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const [salt = '', expected = ''] = (hash ?? (await nobody)).split(':');
  const same = timingSafeEqual(Buffer.from(expected, 'hex'), await derive(password, Buffer.from(salt, 'hex')));
  return same && hash !== undefined;
}
