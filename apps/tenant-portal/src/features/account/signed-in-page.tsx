import { useEffect } from 'react';

import { PageTitle } from '../../shared/page-title.js';
import { replace } from '../../shared/router.js';
import { session } from '../../shared/session.js';
import { useTexts } from '../../shared/speech.js';
import { ACCOUNT } from './texts.js';

let arrival: Promise<string> | undefined;

/** Where the provider sends visitors back to, having signed in or out; they go on where they were. */
export function SignedInPage() {
  const say = useTexts(ACCOUNT);
  useEffect(() => {
    // A code is good once, however often this is drawn.
    arrival ??= session.arrive();
    void arrival.then(replace);
  }, []);
  return (
    <p className="waiting" role="status">
      <PageTitle>{say('signIn')}</PageTitle>
      {say('signingIn')}
    </p>
  );
}
