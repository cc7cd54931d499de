import { useSyncExternalStore } from 'react';

import { session } from './session.js';

/** The name of who is signed in; null for a guest, undefined until it is known. */
export function useVisitor(): string | null | undefined {
  return useSyncExternalStore(session.follow, () => session.visitor);
}
