import { useEffect, useState } from 'react';

import { openPayment, pageOf } from '../payment.js';
import { useFailure } from '../use-failure.js';
import { hold, type Wanted } from './hold.js';
import { useCommandKey } from './use-command-key.js';

interface Purchase {
  readonly busy: boolean;
  /** What to read about the last attempt. */
  readonly problem: string;
  readonly buy: (wanted: Wanted) => void;
}

/** Keeps the places and leads to the payment; to the order, which offers to pay it, where the payment cannot be opened. */
export function usePurchase(refused: () => void): Purchase {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const keyOf = useCommandKey();
  const textOf = useFailure();
  useReturn(() => {
    setBusy(false);
  });

  const buy = async (wanted: Wanted) => {
    const order = await hold(wanted, keyOf(wanted));
    location.assign(await openPayment(order, 0).catch(() => pageOf(order)));
  };
  return {
    busy,
    problem,
    buy: (wanted) => {
      setBusy(true);
      setProblem('');
      buy(wanted).catch((error: unknown) => {
        setBusy(false);
        setProblem(textOf(error));
        refused();
      });
    },
  };
}

/** Browsers show a page they come back to as it was left. */
function useReturn(returned: () => void): void {
  useEffect(() => {
    const look = ({ persisted }: PageTransitionEvent) => {
      if (persisted) returned();
    };
    addEventListener('pageshow', look);
    return () => {
      removeEventListener('pageshow', look);
    };
  });
}
