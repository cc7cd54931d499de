import type { TenantScope } from '@lianpiao/db';

import type { Ability } from './ability.js';
import type { Role } from './rules.js';

/** Who is asking, as their token says; without a token, an anonymous visitor of the tenant's host. */
export interface Principal {
  /** `sub` of the token; 'visitor' for the anonymous. */
  readonly subject: string;
  readonly username: string;
  /** `azp` of the token: the client it was issued to. */
  readonly clientId: string;
  readonly roles: readonly Role[];
  /** Codes of the attractions an attraction manager or a gate works for. */
  readonly attractionIds: readonly string[];
  readonly anonymous: boolean;
}

/** A regional authority: a row of the directory. */
export interface Tenant {
  readonly id: string;
  readonly slug: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** behind: its schema lacks what this version of the software needs. */
  readonly state: 'active' | 'suspended' | 'behind';
  /** ISO 4217. */
  readonly currency: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Wall-clock time a business day begins, 'HH:MM'. */
  readonly cutOff: string;
  readonly accentColor: string;
  readonly scope: TenantScope;
  readonly issuer: { readonly serverUrl: string; readonly realm: string };
  /** What its plan allows; absent where the plan sets no limit at all. */
  readonly limits?: TenantLimits;
}

/** null: no limit. */
export interface TenantLimits {
  readonly attractions: number | null;
  readonly staff: number | null;
  /** Over all nodes that serve it. */
  readonly requestsPerSecond: number | null;
}

/** Batches of one request, so that a list of n needs one query and not n. */
export type LoaderRegistry = Map<string, unknown>;

/** Everything a use case may know about its caller. Made afresh for each request and passed on explicitly. */
export interface RequestContext {
  readonly tenant: Tenant;
  readonly principal: Principal;
  readonly ability: Ability;
  readonly requestId: string;
  /** Where the caller reached us, e.g. `https://yrd.example.com`: a verified host of the tenant. */
  readonly origin: string;
  readonly loaders: LoaderRegistry;
}

/** The account a visitor signed in to; none for guests, and for everybody who is no visitor. */
export function accountOf({ anonymous, roles, subject }: Principal): string | null {
  return !anonymous && roles.includes('visitor') ? subject : null;
}

/** The principal of a request without a token. */
export const ANONYMOUS: Principal = {
  subject: 'visitor',
  username: 'visitor',
  clientId: '',
  roles: ['visitor'],
  attractionIds: [],
  anonymous: true,
};
