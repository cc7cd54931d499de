import { useState, type ReactNode, type SyntheticEvent } from 'react';

import { usePrice } from '../../../shared/price.js';
import { useSpeech, useTexts } from '../../../shared/speech.js';
import { ORDERING } from '../texts.js';
import { firstCounts, linesOf, totalOf, type Counts, type Unit } from './basket.js';
import { EmailField } from './email-field.js';
import { UnitRow } from './unit-row.js';
import { usePurchase } from './use-purchase.js';

interface OrderFormProps {
  readonly units: readonly Unit[];
  readonly visitDate: string | null;
  readonly dateNeeded: boolean;
  readonly refused?: (() => void) | undefined;
  /** The choice of a date, where there is one. */
  readonly children?: ReactNode;
}

export function OrderForm({ units, visitDate, dateNeeded, refused, children }: OrderFormProps) {
  const { locale } = useSpeech();
  const say = useTexts(ORDERING);
  const [counts, setCounts] = useState<Counts>(() => firstCounts(units));
  const [email, setEmail] = useState('');
  const [empty, setEmpty] = useState(false);
  const { busy, problem, buy } = usePurchase(() => refused?.());
  const sold = units.filter(({ price }) => price);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const lines = linesOf(sold, counts, visitDate);
    setEmpty(lines.length === 0);
    if (lines.length > 0) buy({ lines, email, locale });
  };

  return (
    <form onSubmit={submit}>
      {children}
      {sold.map((unit) => (
        <UnitRow
          key={unit.id}
          unit={unit}
          count={counts[unit.id] ?? 0}
          change={(count) => {
            setCounts({ ...counts, [unit.id]: count });
          }}
        />
      ))}
      {sold.length === 0 && <p className="notice">{say('notOnSale')}</p>}
      <EmailField email={email} change={setEmail} />
      <Total units={sold} counts={counts} />
      {(empty || problem) && <p role="alert">{empty ? say('nothingChosen') : problem}</p>}
      <button type="submit" className="primary" disabled={busy || sold.length === 0 || (dateNeeded && !visitDate)}>
        {busy ? say('paying') : say('pay')}
      </button>
      <p className="hint">{say('guest')}</p>
    </form>
  );
}

function Total({ units, counts }: { readonly units: readonly Unit[]; readonly counts: Counts }) {
  const say = useTexts(ORDERING);
  const price = usePrice();
  const total = totalOf(units, counts);
  return (
    <p className="total">
      <span id="total">{say('total')}</span>
      <output aria-labelledby="total">{total ? price(total) : '—'}</output>
    </p>
  );
}
