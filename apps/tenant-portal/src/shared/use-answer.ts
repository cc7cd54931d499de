import type { TypedDocumentString } from '@lianpiao/graphql-client';
import { useCallback, useEffect, useRef, useState } from 'react';

import { ask } from './ask.js';

export interface Loaded<Value> {
  /** The latest answer; kept while a newer one is on its way. */
  readonly answer: Value | undefined;
  readonly failed: boolean;
  /** Asks anew, unless it is asking. */
  readonly again: () => void;
}

/** What `load` answers to an input, asked once for each value of it. `load` must be the same function each time. */
export function useLoaded<Input, Value>(
  load: (input: Input, signal: AbortSignal) => Promise<Value>,
  input: Input,
): Loaded<Value> {
  const [answer, setAnswer] = useState<Value>();
  const [failed, setFailed] = useState(false);
  const key = JSON.stringify(input);
  const running = useRef<AbortController>(undefined);
  const start = useCallback(() => {
    const controller = new AbortController();
    running.current = controller;
    // What was asked before is no longer of interest.
    const settle = (apply: () => void) => {
      if (running.current !== controller) return;
      running.current = undefined;
      apply();
    };
    load(JSON.parse(key) as Input, controller.signal).then(
      (value) => {
        settle(() => {
          setFailed(false);
          setAnswer(value);
        });
      },
      () => {
        settle(() => {
          setFailed(true);
        });
      },
    );
  }, [load, key]);
  useEffect(() => {
    start();
    return () => {
      running.current?.abort();
      running.current = undefined;
    };
  }, [start]);
  const again = useCallback(() => {
    if (running.current) return;
    setFailed(false);
    start();
  }, [start]);
  return { answer, failed, again };
}

export function useAnswer<Answer, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Answer, Variables>,
  variables: Variables,
): Loaded<Answer> {
  const load = useCallback((asked: Variables, signal: AbortSignal) => ask(document, asked, signal), [document]);
  return useLoaded(load, variables);
}
