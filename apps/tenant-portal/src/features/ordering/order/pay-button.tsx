import { usePrice } from '../../../shared/price.js';
import { useTexts } from '../../../shared/speech.js';
import { openPayment, type OrderKey } from '../payment.js';
import { ORDERING } from '../texts.js';
import type { Order } from './order-document.js';
import { failedAttempts, stageOf } from './stage.js';
import { useCommand } from './use-command.js';

interface PayButtonProps {
  readonly order: Order;
  readonly orderKey: OrderKey;
  readonly done: () => void;
}

/** Leads to the payment that is open, or to another one when it came to nothing. */
export function PayButton({ order, orderKey, done }: PayButtonProps) {
  const say = useTexts(ORDERING);
  const price = usePrice();
  const { busy, problem, run } = useCommand(async () => {
    location.assign(await openPayment(orderKey, failedAttempts(order)));
  }, done);
  const text = stageOf(order) === 'declined' ? say('payAgain') : say('payNow', { price: price(order.total) });
  return (
    <>
      {problem && <p role="alert">{problem}</p>}
      <button type="button" className="primary" disabled={busy} onClick={run}>
        {busy ? say('opening') : text}
      </button>
    </>
  );
}
