import { graphql } from '@lianpiao/graphql-client';
import { useState } from 'react';

import { useTexts } from '../../../shared/speech.js';
import { useAnswer } from '../../../shared/use-answer.js';
import { Waiting } from '../../../shared/waiting.js';
import { ORDERING } from '../texts.js';
import type { Unit } from './basket.js';
import './buy-form.css';
import { OrderForm } from './order-form.js';
import { useVisitDates } from './use-visit-dates.js';
import { VisitDates } from './visit-dates.js';

const OfferDocument = graphql(`
  query Offer($code: String!, $on: LocalDate) {
    product(code: $code) {
      options {
        units {
          id
          type
          price(on: $on) {
            minor
            currency
          }
        }
      }
    }
  }
`);

interface BuyFormProps {
  readonly code: string;
  /** Sold for one date, within its capacity and at its price. */
  readonly dated: boolean;
}

/** How many of which unit, for when; leads to the payment provider. */
export function BuyForm({ code, dated }: BuyFormProps) {
  return (
    <section className="buy" aria-labelledby="buy">
      {dated ? <DatedOffer code={code} /> : <Offer code={code} visitDate={null} />}
    </section>
  );
}

function DatedOffer({ code }: { readonly code: string }) {
  const [chosen, setChosen] = useState<string>();
  const dates = useVisitDates(code);
  const visitDate = chosen ?? dates.firstFree;
  return (
    <Offer code={code} visitDate={visitDate ?? null} dateNeeded refused={dates.again}>
      <VisitDates dates={dates} chosen={visitDate} choose={setChosen} />
    </Offer>
  );
}

interface OfferProps {
  readonly code: string;
  readonly visitDate: string | null;
  readonly dateNeeded?: boolean;
  readonly refused?: () => void;
  readonly children?: React.ReactNode;
}

function Offer({ code, visitDate, dateNeeded = false, refused, children }: OfferProps) {
  const say = useTexts(ORDERING);
  const { answer, failed, again } = useAnswer(OfferDocument, { code, on: visitDate });
  if (!answer) return <Waiting failed={failed} again={again} />;
  const units: readonly Unit[] = answer.product?.options.flatMap((option) => option.units) ?? [];
  return (
    <>
      <h2 id="buy">{say('buy')}</h2>
      {units.some(({ price }) => price) || children ? (
        <OrderForm units={units} visitDate={visitDate} dateNeeded={dateNeeded} refused={refused}>
          {children}
        </OrderForm>
      ) : (
        <p className="notice">{say('notOnSale')}</p>
      )}
    </>
  );
}
