import { usePrice } from '../../../shared/price.js';
import { useTexts } from '../../../shared/speech.js';
import type { OrderKey } from '../payment.js';
import { ORDERING } from '../texts.js';
import { cancel, giveBack } from './give-up.js';
import type { Order } from './order-document.js';
import type { Stage } from './stage.js';
import { useCommand } from './use-command.js';

interface GiveUpPanelProps {
  readonly order: Order;
  readonly orderKey: OrderKey;
  readonly stage: Stage;
  readonly done: () => void;
}

/** The way out of an order: cancelled while unpaid, given back while unused. Asks before it acts. */
export function GiveUpPanel({ order, orderKey, stage, done }: GiveUpPanelProps) {
  const say = useTexts(ORDERING);
  const price = usePrice();
  if (stage === 'unpaid' || stage === 'declined') {
    const texts = { question: say('cancelQuestion'), text: say('cancelText'), action: say('cancel') };
    return <Asking {...texts} work={() => cancel(orderKey)} done={done} />;
  }
  if (stage !== 'ready') return null;
  const texts = {
    question: say('returnQuestion'),
    text: say('returnText', { price: price(order.total) }),
    action: say('giveBack'),
  };
  return <Asking {...texts} work={() => giveBack(orderKey)} done={done} />;
}

interface AskingProps {
  readonly question: string;
  readonly text: string;
  readonly action: string;
  readonly work: () => Promise<void>;
  readonly done: () => void;
}

function Asking({ question, text, action, work, done }: AskingProps) {
  const say = useTexts(ORDERING);
  const { busy, problem, run } = useCommand(work, done);
  return (
    <details className="give-up">
      <summary>{question}</summary>
      <p>{text}</p>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" className="secondary danger" disabled={busy} onClick={run}>
        {busy ? say('working') : action}
      </button>
    </details>
  );
}
