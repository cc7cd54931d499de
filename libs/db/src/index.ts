export { IdempotencyKeyReused, type Command } from './idempotency.js';
export {
  aloneMigrating,
  applyMigrations,
  isLockTimeout,
  isUpToDate,
  MigrationDrift,
  MigrationFailed,
  pendingMigrations,
  type SchemaTarget,
} from './migrations/apply-migrations.js';
export { readMigrations, type Migration } from './migrations/migration-files.js';
export {
  dropTenantSchema,
  ensureRoles,
  ensureTenantSchema,
  hardenDatabase,
  LOGIN_ROLE,
} from './migrations/tenant-schema.js';
export { Database, type DatabaseOptions, type PoolOptions } from './pools.js';
export { isOutage, sqlState, violatedConstraint } from './retry.js';
export { identifier, originOf, type TenantBound, type TenantScope } from './scope.js';
export { TenantMoving, type FindPlacement } from './stale-placement.js';
export { type ControlTx, type PreparedSql, type TenantTx } from './transaction.js';
export { beginFilling, beginSnapshot, endFilling, migrationsOf, rowsIn, rowsOut } from './transfer/copy-rows.js';
export { tableShapes, type ColumnShape, type TableShape } from './transfer/table-shape.js';
export { fence, serverTime, underWay, unfence } from './transfer/fence.js';
export { fingerprints, type TableFingerprint } from './transfer/fingerprint.js';
export {
  assertReplicable,
  CannotReplicate,
  endOfLog,
  follows,
  hasReceived,
  onOneServer,
  progressOf,
  replicate,
  stopPublishing,
  stopReplicating,
} from './transfer/replication.js';
export { UnitOfWork } from './unit-of-work.js';
