import { useState } from 'react';

import { useFailure } from '../use-failure.js';

interface Command {
  readonly busy: boolean;
  /** What to read about the last attempt. */
  readonly problem: string;
  readonly run: () => void;
}

/** Something a button does with the order; `done` in any case, since it may have changed meanwhile. */
export function useCommand(work: () => Promise<void>, done: () => void): Command {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const textOf = useFailure();
  const run = () => {
    setBusy(true);
    setProblem('');
    work()
      .catch((error: unknown) => {
        setProblem(textOf(error));
      })
      .finally(() => {
        setBusy(false);
        done();
      });
  };
  return { busy, problem, run };
}
