import { session } from '../../shared/session.js';
import { useTexts } from '../../shared/speech.js';
import { ACCOUNT } from './texts.js';

/** Here and at the provider: on a computer that others use too, one of them is not enough. */
export function SignOutButton() {
  const say = useTexts(ACCOUNT);
  return (
    <button
      type="button"
      className="secondary"
      onClick={() => {
        void session.signOut();
      }}
    >
      {say('signOut')}
    </button>
  );
}
