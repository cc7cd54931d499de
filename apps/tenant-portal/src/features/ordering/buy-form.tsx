import { useState, type SyntheticEvent } from 'react';

import { useSpeech } from '../../app/languages.js';
import type { Message } from '../../app/messages.js';
import { usePrice, type Amount } from '../../shared/price.js';
import { buy, Refused } from './buy.js';

export interface Unit {
  readonly id: string;
  readonly type: Message;
  readonly price?: Amount | null;
}

const MOST = 9;

/** How many of which unit, for when; leads to the payment provider. */
export function BuyForm({ units, dated }: { readonly units: readonly Unit[]; readonly dated: boolean }) {
  const { say, sayFailure, locale } = useSpeech();
  const price = usePrice();
  const [counts, setCounts] = useState<Readonly<Record<string, number>>>(() => ({ [units[0]?.id ?? '']: 1 }));
  const [visitDate, setVisitDate] = useState(today);
  const [email, setEmail] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const chosen = units.filter((unit) => (counts[unit.id] ?? 0) > 0);
    if (chosen.length === 0) {
      setProblem(say('nothingChosen'));
      return;
    }
    setBusy(true);
    setProblem('');
    const lines = chosen.map(({ id }) => ({
      unitId: id,
      quantity: counts[id] ?? 0,
      visitDate: dated ? visitDate : null,
    }));
    buy({ lines, email, locale }).then(
      (checkoutUrl) => {
        location.assign(checkoutUrl);
      },
      (error: unknown) => {
        setBusy(false);
        setProblem(error instanceof Refused ? sayFailure(error.code) : say('failed'));
      },
    );
  };

  return (
    <form className="buy" onSubmit={submit}>
      {units.map((unit) => (
        <label key={unit.id} className="unit">
          <span>{say(unit.type)}</span>
          <span className="price">{unit.price ? price(unit.price) : '—'}</span>
          <input
            type="number"
            min={0}
            max={MOST}
            aria-label={`${say(unit.type)} ${say('quantity')}`}
            value={counts[unit.id] ?? 0}
            onChange={(event) => {
              setCounts({ ...counts, [unit.id]: event.target.valueAsNumber || 0 });
            }}
          />
        </label>
      ))}
      {dated && (
        <label>
          <span>{say('visitDate')}</span>
          <input
            type="date"
            required
            min={today()}
            value={visitDate}
            onChange={(event) => {
              setVisitDate(event.target.value);
            }}
          />
        </label>
      )}
      <label>
        <span>{say('email')}</span>
        <input
          type="email"
          autoComplete="email"
          value={email}
          onChange={(event) => {
            setEmail(event.target.value);
          }}
        />
      </label>
      <p className="total">
        <span>{say('total')}</span> <output>{price(totalOf(units, counts))}</output>
      </p>
      {problem && <p role="alert">{problem}</p>}
      <button type="submit" className="primary" disabled={busy}>
        {busy ? say('paying') : say('pay')}
      </button>
    </form>
  );
}

function totalOf(units: readonly Unit[], counts: Readonly<Record<string, number>>): Amount {
  const currency = units.find((unit) => unit.price)?.price?.currency ?? 'CNY';
  const minor = units.reduce((sum, { id, price }) => sum + BigInt(price?.minor ?? 0) * BigInt(counts[id] ?? 0), 0n);
  return { minor: String(minor), currency };
}

/** Today where the visitor is. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date());
}
