import { systemClock } from '@lianpiao/kernel';

import { Authenticator } from '../authenticator.js';
import { visitorsRealm } from '../domain/visitors-realm.js';
import { Revocations } from '../revocations.js';
import { LocalFeed } from './local-feed.js';

/** A node of its own, unless it hears what others hear. */
export function anAuthenticator(
  visitors = visitorsRealm('http://issuer.invalid'),
  revocations = new Revocations(new LocalFeed(), systemClock),
): Authenticator {
  return new Authenticator(revocations, systemClock, visitors);
}
