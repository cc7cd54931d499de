import { execute, type TypedDocumentString } from '@lianpiao/graphql-client';
import { useCallback, useEffect, useState } from 'react';

interface Asked<Answer> {
  readonly answer: Answer | undefined;
  readonly failed: boolean;
  readonly again: () => void;
}

/** The answer to a query, asked once for each value of its variables. */
export function useAnswer<Answer, Variables extends Record<string, unknown>>(
  document: TypedDocumentString<Answer, Variables>,
  variables: Variables,
): Asked<Answer> {
  const [answer, setAnswer] = useState<Answer>();
  const [failed, setFailed] = useState(false);
  const key = JSON.stringify(variables);
  const ask = useCallback(
    (signal: AbortSignal) => {
      setFailed(false);
      execute('/graphql', document, JSON.parse(key) as Variables, { signal }).then(setAnswer, () => {
        if (!signal.aborted) setFailed(true);
      });
    },
    [document, key],
  );
  useEffect(() => {
    const controller = new AbortController();
    ask(controller.signal);
    return () => {
      controller.abort();
    };
  }, [ask]);
  const again = useCallback(() => {
    ask(new AbortController().signal);
  }, [ask]);
  return { answer, failed, again };
}
