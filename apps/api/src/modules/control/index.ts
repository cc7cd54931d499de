import { OperationsResolver } from './graphql/operations.resolver.js';
import { OperatorsResolver } from './graphql/operators.resolver.js';
import { TenantsResolver } from './graphql/tenants.resolver.js';

export { CONTROL_CONFIG, controlConfig, type ControlConfig } from './control.config.js';
export { ControlModule, deskJobs } from './control.module.js';
export { TenantLife } from './control.ports.js';
export type { Operation, OperationInputs, OperationResult } from './domain/operation.js';
export { provisionInput } from './operation-inputs.js';
export { realmFollows } from './realm-follows.js';
export { OperationRunner } from './operation-runner.js';
export { OperationRepository } from './persistence/operation-repository.js';
export { GiveUpOperation } from './use-cases/give-up-operation.js';
export { WorkAtOnce } from './use-cases/work-at-once.js';

export const controlResolvers = [TenantsResolver, OperationsResolver, OperatorsResolver];
