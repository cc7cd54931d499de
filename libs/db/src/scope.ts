import { isId } from '@lianpiao/kernel';

/** Where one tenant's rows live: the cell (cluster) and, on it, an opaque schema with a role that can reach nothing else. */
export interface TenantScope {
  readonly tenantId: string;
  readonly cell: string;
  readonly schema: string;
  readonly role: string;
  /** The id its tickets are signed and its keys are sealed under, where that is not its own: of the tenant whose archive it was made from. */
  readonly originId?: string;
}

/** Whom a tenant's own tickets and seals name. */
export function originOf(scope: TenantScope): string {
  return scope.originId ?? scope.tenantId;
}

/** Anything that is bound to a tenant: a request context, a job, an outbox consumer. */
export interface TenantBound {
  readonly tenant: { readonly scope: TenantScope };
}

/** The roles of the control plane a transaction may assume. */
export type ControlRole = 'lianpiao_directory' | 'lianpiao_operator';

/** Quotes an SQL identifier; refuses what could never be one of ours, so that no caller can smuggle text in. */
export function identifier(name: string): string {
  if (!/^[a-z][a-z0-9_]{0,62}$/.test(name)) throw new Error('not an identifier of ours');
  return `"${name}"`;
}

export type Access = 'READ ONLY' | 'READ WRITE';

/**
 * Opens a unit of work inside the tenant's schema and role: one message, undone by the transaction's end. What writes goes by
 * keys, whatever their values, and is planned once (`PreparedSql.plan`); what reads has filters that may be left out.
 */
export function beginTenant(scope: TenantScope, access: Access): string {
  const plans = access === 'READ WRITE' ? `; ${PLAN_ONCE}` : '';
  return `BEGIN ${access}; SET LOCAL ROLE ${identifier(scope.role)}; SET LOCAL search_path = ${identifier(scope.schema)}${plans}`;
}

/** Until the transaction ends. */
export const PLAN_ONCE = 'SET LOCAL plan_cache_mode = force_generic_plan';

/** @param audited the tenant whose acts are to be seen: the policy of `audit_entry` shows none to whom names nobody */
export function beginControl(role: ControlRole, access: Access, audited?: string): string {
  const begin = `BEGIN ${access}; SET LOCAL ROLE ${identifier(role)}; SET LOCAL search_path = platform`;
  if (audited === undefined) return begin;
  if (!isId(audited)) throw new Error('not the id of a tenant');
  return `${begin}; SET LOCAL lianpiao.audited_tenant = '${audited}'`;
}
