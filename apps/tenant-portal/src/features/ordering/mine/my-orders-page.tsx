import { useState, type ReactNode } from 'react';

import { PageTitle } from '../../../shared/page-title.js';
import { Link } from '../../../shared/router.js';
import { useTexts } from '../../../shared/speech.js';
import { useLoaded } from '../../../shared/use-answer.js';
import { useVisitor } from '../../../shared/use-visitor.js';
import { Waiting } from '../../../shared/waiting.js';
import './mine.css';
import { myOrders } from './my-orders.js';
import { OrderItem } from './order-item.js';
import { MINE } from './texts.js';

interface MyOrdersPageProps {
  /** Offered to guests, and to who is signed in. */
  readonly signIn: ReactNode;
  readonly signOut: ReactNode;
}

/** What somebody bought here while signed in, newest first. */
export function MyOrdersPage({ signIn, signOut }: MyOrdersPageProps) {
  const say = useTexts(MINE);
  const visitor = useVisitor();
  return (
    <section className="mine" aria-labelledby="mine">
      <PageTitle>{say('title')}</PageTitle>
      <h1 id="mine">{say('title')}</h1>
      {visitor === null && (
        <div className="notice">
          <p>{say('guest')}</p>
          {signIn}
        </div>
      )}
      {visitor && (
        <>
          <p className="signed-in">
            <span>{say('as', { name: visitor })}</span>
            {signOut}
          </p>
          <OrderList />
        </>
      )}
    </section>
  );
}

function OrderList() {
  const say = useTexts(MINE);
  const [pages, setPages] = useState(1);
  const { answer, failed, again } = useLoaded(myOrders, { pages });
  if (!answer) return <Waiting failed={failed} again={again} />;
  if (answer.orders.length === 0) return <NothingBought />;
  return (
    <>
      <ul>
        {answer.orders.map((order) => (
          <OrderItem key={order.id} order={order} />
        ))}
      </ul>
      {!answer.isAll && (
        <button
          type="button"
          className="secondary"
          onClick={() => {
            setPages(pages + 1);
          }}
        >
          {say('more')}
        </button>
      )}
    </>
  );
}

function NothingBought() {
  const say = useTexts(MINE);
  return (
    <div className="notice">
      <p>{say('nothing')}</p>
      <Link to="/" className="button">
        {say('toTickets')}
      </Link>
    </div>
  );
}
