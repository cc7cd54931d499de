export { Ability, abilityOf, NotPermitted } from './ability.js';
export { accessibleSql, type SqlFilter } from './accessible-sql.js';
export {
  accountOf,
  ANONYMOUS,
  type LoaderRegistry,
  type Principal,
  type RequestContext,
  type Tenant,
  type TenantLimits,
} from './context.js';
export { AccessGuard, Can, CLOCK, contextOf, Ctx, Open, type Policy } from './doors.js';
export { assertEveryDoorHasPolicy } from './policy-check.js';
export { ROLES, RULES, type Action, type Role, type Subject } from './rules.js';
