import { useState } from 'react';

import { session } from '../../shared/session.js';
import { useSpeech, useTexts } from '../../shared/speech.js';
import { ACCOUNT } from './texts.js';

/** Leads to the provider's page, where visitors also make an account. */
export function SignInButton({ className }: { readonly className: string }) {
  const { locale } = useSpeech();
  const say = useTexts(ACCOUNT);
  const [away, setAway] = useState(false);
  const signIn = () => {
    setAway(false);
    session.signIn(locale).catch(() => {
      setAway(true);
    });
  };
  return (
    <>
      {away && <span role="alert">{say('signInAway')}</span>}
      <button type="button" className={className} onClick={signIn}>
        {say('signIn')}
      </button>
    </>
  );
}
