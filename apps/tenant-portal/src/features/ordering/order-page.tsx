import { graphql, type OrderQuery } from '@lianpiao/graphql-client';
import { useEffect } from 'react';

import { useSpeech } from '../../app/languages.js';
import type { Message } from '../../app/messages.js';
import { useAnswer } from '../../shared/use-answer.js';
import { Waiting } from '../../shared/waiting.js';
import { TicketCard } from './ticket-card.js';

const OrderDocument = graphql(`
  query Order($id: ID!, $accessKey: String) {
    order(id: $id, accessKey: $accessKey) {
      number
      state
      lines {
        line
        unitType
        quantity
        productName {
          zh
          en
        }
      }
      tickets {
        code
        qrText
        unitType
        validUntil
        visitsUsed
        visitsTotal
      }
    }
  }
`);

type Order = NonNullable<OrderQuery['order']>;
const UNFINISHED = ['HELD', 'PAID'];
const POLL_MS = 1_000;

/** An order from payment to the tickets. Keeps asking while something is still to come. */
export function OrderPage({ id }: { readonly id: string }) {
  const { say } = useSpeech();
  const { answer, failed, again } = useAnswer(OrderDocument, { id, accessKey: location.hash.slice(1) });
  const unfinished = answer?.order ? UNFINISHED.includes(answer.order.state) : false;
  useEffect(() => {
    if (!unfinished) return undefined;
    const timer = setInterval(again, POLL_MS);
    return () => {
      clearInterval(timer);
    };
  }, [unfinished, again]);
  if (!answer) return <Waiting failed={failed} again={again} />;
  if (!answer.order) return <p role="alert">{say('noOrder')}</p>;
  return <OrderShown order={answer.order} />;
}

function OrderShown({ order }: { readonly order: Order }) {
  const { say, pick } = useSpeech();
  return (
    <article>
      <h1>{say('order', { number: order.number })}</h1>
      <p aria-live="polite" className="state" data-state={order.state}>
        {stateText(order.state, say)}
      </p>
      <ul className="lines">
        {order.lines.map((line) => (
          <li key={line.line}>
            {pick(line.productName)} × {line.quantity}
          </li>
        ))}
      </ul>
      <ul className="tickets">
        {order.tickets.map((ticket) => (
          <TicketCard key={ticket.code} ticket={ticket} />
        ))}
      </ul>
    </article>
  );
}

function stateText(state: Order['state'], say: ReturnType<typeof useSpeech>['say']): string {
  const simple: Partial<Record<Order['state'], Message>> = {
    HELD: 'waiting',
    PAID: 'issuing',
    ISSUED: 'ready',
    PARTLY_REDEEMED: 'ready',
  };
  const message = simple[state];
  return message ? say(message) : say('ended', { state: say(state as Message) });
}
