import { execute, type TypedDocumentString } from '@lianpiao/graphql-client';
import { useCallback, useEffect, useState } from 'react';

export interface Loaded<Value> {
  /** The latest answer; kept while a newer one is on its way. */
  readonly answer: Value | undefined;
  readonly failed: boolean;
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
  const ask = useCallback(
    (signal: AbortSignal) => {
      load(JSON.parse(key) as Input, signal).then(
        (value) => {
          if (signal.aborted) return;
          setFailed(false);
          setAnswer(value);
        },
        () => {
          if (!signal.aborted) setFailed(true);
        },
      );
    },
    [load, key],
  );
  useEffect(() => {
    const controller = new AbortController();
    ask(controller.signal);
    return () => {
      controller.abort();
    };
  }, [ask]);
  const again = useCallback(() => {
    setFailed(false);
    ask(new AbortController().signal);
  }, [ask]);
  return { answer, failed, again };
}

export function useAnswer<Answer, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Answer, Variables>,
  variables: Variables,
): Loaded<Answer> {
  const load = useCallback(
    (asked: Variables, signal: AbortSignal) => execute('/graphql', document, asked, { signal }),
    [document],
  );
  return useLoaded(load, variables);
}
