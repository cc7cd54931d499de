import { PlatformLogResolver } from './graphql/platform-log.resolver.js';
import { StorefrontResolver } from './graphql/storefront.resolver.js';

export { DatabaseAddresses } from './database-addresses.js';
export { TenantRepository } from './persistence/tenant-repository.js';
export { TENANCY_CONFIG, tenancyConfig, type TenancyConfig } from './tenancy.config.js';
export { TenancyModule } from './tenancy.module.js';
export { SCHEMA_VERSION, TenantDirectory } from './tenant-directory.js';
export { RedisDirectoryNews } from './adapters/redis-directory-news.js';
export { DirectoryNews } from './tenancy.ports.js';
export { DomainProof } from './adapters/domain-proof.js';
export { tenantCurrency, tenantName, tenantSlug, tenantTimeZone } from './domain/tenant-terms.js';
export { OperatorActs, type ByOperator } from './operator-acts.js';
export {
  ControlRepository,
  type CellOverview,
  type OperatorEntry,
  type TenantOverview,
} from './persistence/control-repository.js';
export { ChangeHosts, claimedHost, type ClaimedHost } from './use-cases/change-hosts.js';
export { RenameTenant } from './use-cases/rename-tenant.js';
export { SetPlanLimits } from './use-cases/set-plan-limits.js';
export { SwitchTenant } from './use-cases/switch-tenant.js';
export { MoveFailed, MoveUnderWay } from './move/move.failures.js';
export { WorkFolders } from './archive/work-folders.js';
export { ArchiveRefused, SlugTaken } from './archive/archive.failures.js';
export { ArchiveUnproven, TenantNotSuspended, TenantUnknown } from './tenancy.failures.js';
export {
  DnsUnavailable,
  HostInUse,
  HostUnknown,
  HostUnproven,
  LastHost,
  NoOpenCell,
  TenantErasing,
  TenantNotReady,
} from './control.failures.js';
export type { OnStep } from './on-step.js';
export { EraseTenant, type EraseWanted } from './use-cases/erase-tenant.js';
export { ExportTenant, keyId, type Exported } from './use-cases/export-tenant.js';
export { RestoreTenant, type RestoreWanted } from './use-cases/restore-tenant.js';
export { MigrateFleet, type FleetOutcome, type FleetProgress } from './use-cases/migrate-fleet.js';
export { MigrateTenant } from './use-cases/migrate-tenant.js';
export { MOVE_STEPS, MoveTenant, type Moved, type MoveStep } from './use-cases/move-tenant.js';
export { connected, PrepareDatabases } from './use-cases/prepare-databases.js';
export {
  assertProvisionable,
  ProvisionTenant,
  type NewTenant,
  type TenantFacts,
  type TenantRealm,
  type TenantSeed,
} from './use-cases/provision-tenant.js';

export const tenancyResolvers = [PlatformLogResolver, StorefrontResolver];
