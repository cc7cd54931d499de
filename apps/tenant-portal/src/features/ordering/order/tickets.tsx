import { useTexts } from '../../../shared/speech.js';
import { ProductTerms } from '../../catalog/index.js';
import { ORDERING } from '../texts.js';
import type { Order } from './order-document.js';
import './ticket.css';
import { TicketCard } from './ticket-card.js';
import { ticketsByLine } from './tickets-by-line.js';

export function Tickets({ order: { lines, tickets } }: { readonly order: Order }) {
  const say = useTexts(ORDERING);
  if (tickets.length === 0) return null;
  const live = tickets.some(({ state }) => state === 'ACTIVE');
  const codes = live ? [...new Set(lines.map(({ productCode }) => productCode))] : [];
  return (
    <section aria-labelledby="tickets">
      <h2 id="tickets" className="visually-hidden">
        {say('tickets')}
      </h2>
      <ul className="tickets">
        {ticketsByLine(lines, tickets).map(({ ticket, line }, at) => (
          <TicketCard key={ticket.id} ticket={ticket} line={line} number={at + 1} count={tickets.length} />
        ))}
      </ul>
      {codes.map((code) => (
        <ProductTerms key={code} code={code} />
      ))}
    </section>
  );
}
