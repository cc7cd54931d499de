import { useTexts } from '../../../shared/speech.js';
import type { OrderKey } from '../payment.js';
import { ORDERING } from '../texts.js';
import { claim } from './claim.js';
import { useCommand } from './use-command.js';

interface ClaimPanelProps {
  readonly orderKey: OrderKey;
  readonly done: () => void;
}

/** What was bought as a guest is found again by who is signed in now, should they want it. */
export function ClaimPanel({ orderKey, done }: ClaimPanelProps) {
  const say = useTexts(ORDERING);
  const { busy, problem, run } = useCommand(() => claim(orderKey), done);
  return (
    <section className="keep">
      {problem && <p role="alert">{problem}</p>}
      <button type="button" className="secondary" disabled={busy} onClick={run}>
        {busy ? say('working') : say('claim')}
      </button>
    </section>
  );
}
