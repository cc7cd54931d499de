import type { RequestContext } from '@lianpiao/authz';

/** Whether the caller sees products in every state; everybody else sees those on sale. */
export function seesEveryProduct({ ability }: RequestContext): boolean {
  return ability.can('read', 'Product', { state: 'draft' });
}

/** Which attractions the caller sees: open ones in any case; closed ones all, or by code. */
export interface AttractionsSeen {
  readonly closed: boolean;
  readonly own: readonly string[];
}

export function attractionsSeen({ ability, principal }: RequestContext): AttractionsSeen {
  const own = principal.attractionIds.filter((code) => ability.can('read', 'Attraction', { state: 'closed', attractionCode: code }));
  return { closed: ability.can('read', 'Attraction', { state: 'closed' }), own };
}
