import { useDates } from '../../../shared/dates.js';
import { useSpeech, useTexts } from '../../../shared/speech.js';
import { useStorefront } from '../../../shared/storefront.js';
import { SHARED, type SharedText } from '../../../shared/texts.js';
import { ORDERING } from '../texts.js';
import type { Line, Ticket } from './order-document.js';
import { QrCode } from './qr-code.js';

interface TicketCardProps {
  readonly ticket: Ticket;
  readonly line: Line | undefined;
  readonly number: number;
  readonly count: number;
}

/** A ticket as the gate wants to see it: the code to scan, and the one to read out. */
export function TicketCard({ ticket, line, number, count }: TicketCardProps) {
  const { pick } = useSpeech();
  const say = useTexts(ORDERING);
  const shared = useTexts(SHARED);
  const { name } = useStorefront();
  const live = ticket.state === 'ACTIVE';
  return (
    <li className="ticket" data-state={ticket.state} aria-label={say('ticketOf', { number, count })}>
      <header>
        <p className="issuer">{pick(name)}</p>
        {line && <h3>{pick(line.productName)}</h3>}
        <p>{shared(ticket.unitType as SharedText)}</p>
      </header>
      {live ? <QrCode text={ticket.qrText} label={say('qr', { code: ticket.code })} /> : <State ticket={ticket} />}
      <p className="code">
        <span className="visually-hidden">{say('readOut')}: </span>
        {ticket.code}
      </p>
      {live && <Validity ticket={ticket} visitDate={line?.visitDate} />}
      {live && <Visits ticket={ticket} />}
      <Visited places={ticket.visited} />
      <p className="number">{say('ticketOf', { number, count })}</p>
    </li>
  );
}

/** Stands where no code is any more. */
function State({ ticket: { state } }: { readonly ticket: Ticket }) {
  const say = useTexts(ORDERING);
  const text = state === 'EXPIRED' || state === 'REFUNDED' ? (`TICKET_${state}` as const) : state;
  return <p className="stamp">{say(text)}</p>;
}

interface ValidityProps {
  readonly ticket: Ticket;
  readonly visitDate: string | null | undefined;
}

function Validity({ ticket: { validFrom, validUntil }, visitDate }: ValidityProps) {
  const say = useTexts(ORDERING);
  const { day, until, moment } = useDates();
  const last = until(validUntil);
  if (visitDate && last === day(visitDate)) return <p>{say('validOn', { date: last })}</p>;
  const waits = Date.parse(validFrom) > Date.now();
  return (
    <p>
      {waits && `${say('validFrom', { date: moment(validFrom) })} · `}
      {say('validUntil', { date: last })}
    </p>
  );
}

function Visits({ ticket: { visitsTotal, visitsUsed, attractions } }: { readonly ticket: Ticket }) {
  const say = useTexts(ORDERING);
  const names = useNames();
  return (
    <>
      {typeof visitsTotal === 'number' && visitsTotal > 1 && (
        <p className="visits">{say('visitsLeft', { count: visitsTotal - visitsUsed, total: visitsTotal })}</p>
      )}
      {attractions.length === 1 ? (
        <p>{names(attractions)}</p>
      ) : (
        <details>
          <summary>{say('where', { count: attractions.length })}</summary>
          <p>{names(attractions)}</p>
        </details>
      )}
    </>
  );
}

function Visited({ places }: { readonly places: Ticket['visited'] }) {
  const say = useTexts(ORDERING);
  const names = useNames();
  return places.length > 0 && <p className="visited">{say('visited', { places: names(places) })}</p>;
}

function useNames(): (places: Ticket['attractions']) => string {
  const { pick, locale } = useSpeech();
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (places) => list.format(places.map(({ name }) => pick(name)));
}
