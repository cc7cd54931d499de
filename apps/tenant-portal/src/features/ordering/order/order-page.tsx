import { PageTitle } from '../../../shared/page-title.js';
import { Link } from '../../../shared/router.js';
import { useTexts } from '../../../shared/speech.js';
import { useAnswer } from '../../../shared/use-answer.js';
import { useVisitor } from '../../../shared/use-visitor.js';
import { Waiting } from '../../../shared/waiting.js';
import type { OrderKey } from '../payment.js';
import { ORDERING } from '../texts.js';
import { ClaimPanel } from './claim-panel.js';
import { Countdown } from './countdown.js';
import { GiveUpPanel } from './give-up-panel.js';
import { KeepPanel } from './keep-panel.js';
import { OrderDocument, type Order } from './order-document.js';
import { OrderSummary } from './order-summary.js';
import './order.css';
import { PayButton } from './pay-button.js';
import { failedAttempts, lookAgainMs, stageOf, toneOf, type Stage } from './stage.js';
import { Tickets } from './tickets.js';
import { useLookAgain } from './use-look-again.js';

/** An order from payment to the tickets. Looks again while something is still to come. */
export function OrderPage({ id }: { readonly id: string }) {
  const orderKey = { id, accessKey: location.hash.slice(1) };
  const { answer, failed, again } = useAnswer(OrderDocument, orderKey);
  const order = answer?.order;
  const stage = order ? stageOf(order) : undefined;
  useLookAgain(again, stage && (refundIsComing(order) ? 3_000 : lookAgainMs(stage)));
  if (!answer) return <Waiting failed={failed} again={again} />;
  if (!order || !stage) return <NoOrder />;
  return <OrderShown order={order} stage={stage} orderKey={orderKey} again={again} />;
}

interface OrderShownProps {
  readonly order: Order;
  readonly stage: Stage;
  readonly orderKey: OrderKey;
  readonly again: () => void;
}

function OrderShown({ order, stage, orderKey, again }: OrderShownProps) {
  const say = useTexts(ORDERING);
  const visitor = useVisitor();
  const isPayable = stage === 'unpaid' || stage === 'declined';
  return (
    <article className="order">
      <PageTitle>{say('order', { number: order.number })}</PageTitle>
      <h1>{say('order', { number: order.number })}</h1>
      <section className="stage" data-tone={toneOf(stage)}>
        <div role={stage === 'declined' ? 'alert' : 'status'}>
          <h2>{say(stage)}</h2>
          <p>{say(`${stage}Text`)}</p>
        </div>
        {isPayable && order.expiresAt && <Countdown until={order.expiresAt} />}
        {isPayable && <PayButton key={failedAttempts(order)} order={order} orderKey={orderKey} done={again} />}
        {(stage === 'expired' || stage === 'cancelled') && <Anew order={order} />}
      </section>
      <Tickets order={order} />
      <OrderSummary order={order} />
      {visitor && orderKey.accessKey !== '' && !order.isMine && <ClaimPanel orderKey={orderKey} done={again} />}
      <KeepPanel linked={orderKey.accessKey !== ''} printable={order.tickets.some(({ state }) => state === 'ACTIVE')} />
      <GiveUpPanel key={stage} order={order} orderKey={orderKey} stage={stage} done={again} />
    </article>
  );
}

function Anew({ order }: { readonly order: Order }) {
  const say = useTexts(ORDERING);
  const [line] = order.lines;
  return (
    <Link to={line ? `/products/${line.productCode}` : '/'} className="button">
      {say('buyAnew')}
    </Link>
  );
}

function NoOrder() {
  const say = useTexts(ORDERING);
  return (
    <div className="notice" role="alert">
      <PageTitle>{say('noOrder')}</PageTitle>
      <h1>{say('noOrder')}</h1>
      <p>{say('noOrderHint')}</p>
      <Link to="/" className="button">
        {say('toTickets')}
      </Link>
    </div>
  );
}

function refundIsComing(order: Order | null | undefined): boolean {
  return (
    order?.refunds.some(({ settledAt, state }) => !settledAt && state !== 'failed' && state !== 'rejected') ?? false
  );
}
