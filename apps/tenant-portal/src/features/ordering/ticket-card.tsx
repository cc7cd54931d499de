import type { OrderQuery } from '@lianpiao/graphql-client';
import QRCode from 'qrcode';
import { useEffect, useState } from 'react';

import { useSpeech } from '../../app/languages.js';
import type { Message } from '../../app/messages.js';

type Ticket = NonNullable<OrderQuery['order']>['tickets'][number];

/** A ticket as the gate wants to see it: the code to scan, and the one to read out. */
export function TicketCard({ ticket }: { readonly ticket: Ticket }) {
  const { say, locale } = useSpeech();
  const [image, setImage] = useState('');
  useEffect(() => {
    void QRCode.toDataURL(ticket.qrText, { errorCorrectionLevel: 'M', margin: 2, width: 240 }).then(setImage);
  }, [ticket.qrText]);
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(ticket.validUntil),
  );
  const { visitsTotal, visitsUsed } = ticket;
  return (
    <li className="ticket">
      {image && <img src={image} width={240} height={240} alt={say('ticketCode', { code: ticket.code })} />}
      <p className="code">{ticket.code}</p>
      <p>{say(ticket.unitType as Message)}</p>
      <p>{say('validUntil', { date: until })}</p>
      {typeof visitsTotal === 'number' && (
        <p>{say('visitsLeft', { left: visitsTotal - visitsUsed, total: visitsTotal })}</p>
      )}
    </li>
  );
}
