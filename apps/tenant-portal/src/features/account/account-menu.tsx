import { Link } from '../../shared/router.js';
import { useTexts } from '../../shared/speech.js';
import { useVisitor } from '../../shared/use-visitor.js';
import { SignInButton } from './sign-in-button.js';
import { ACCOUNT } from './texts.js';

/** Nobody has to sign in, so it does not ask for attention. */
export function AccountMenu() {
  const say = useTexts(ACCOUNT);
  const visitor = useVisitor();
  if (visitor === undefined) return null;
  if (visitor === null) return <SignInButton className="on-accent" />;
  return (
    <Link to="/my-orders" className="on-accent">
      {say('myOrders')}
    </Link>
  );
}
