import { useDates } from '../../../shared/dates.js';
import { usePrice } from '../../../shared/price.js';
import { useSpeech, useTexts } from '../../../shared/speech.js';
import { SHARED, type SharedText } from '../../../shared/texts.js';
import { ORDERING } from '../texts.js';
import type { Line, Order } from './order-document.js';

/** What was bought, and what was given back. */
export function OrderSummary({ order }: { readonly order: Order }) {
  const say = useTexts(ORDERING);
  const price = usePrice();
  return (
    <section className="summary" aria-labelledby="summary">
      <h2 id="summary">{say('summary')}</h2>
      <ul>
        {order.lines.map((line) => (
          <LineShown key={line.line} line={line} />
        ))}
      </ul>
      <p className="total">
        <span>{say('total')}</span>
        <span>{price(order.total)}</span>
      </p>
      {order.refunds.map((refund) => (
        <RefundShown key={refund.id} refund={refund} />
      ))}
    </section>
  );
}

function LineShown({ line }: { readonly line: Line }) {
  const { pick } = useSpeech();
  const say = useTexts(ORDERING);
  const shared = useTexts(SHARED);
  const { day } = useDates();
  const price = usePrice();
  return (
    <li>
      <span>
        {pick(line.productName)}
        <span className="hint">
          {shared(line.unitType as SharedText)} × {line.quantity}
          {line.visitDate && ` · ${say('onDate', { date: day(line.visitDate) })}`}
        </span>
      </span>
      <span>{price(line.total)}</span>
    </li>
  );
}

function RefundShown({ refund: { state, settledAt, amount } }: { readonly refund: Order['refunds'][number] }) {
  const say = useTexts(ORDERING);
  const { moment } = useDates();
  const price = usePrice();
  const outcome = () => {
    if (state === 'failed' || state === 'rejected') return say('refundFailed');
    return settledAt ? say('refundArrived', { date: moment(settledAt) }) : say('refundComing');
  };
  return (
    <p className="refund">
      {say('refundOf', { price: price(amount) })}: {outcome()}
    </p>
  );
}
