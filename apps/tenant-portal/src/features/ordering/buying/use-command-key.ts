import { useCallback, useRef } from 'react';

/** The key of a command: the same one while the same thing is asked, so that a lost answer does not make it happen twice. */
export function useCommandKey(): (content: unknown) => string {
  const last = useRef({ content: '', key: '' });
  return useCallback((asked) => {
    const content = JSON.stringify(asked);
    if (content !== last.current.content) last.current = { content, key: crypto.randomUUID() };
    return last.current.key;
  }, []);
}
