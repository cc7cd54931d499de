import type { OnStep } from '../tenancy/index.js';
import type { OperationInputs, OperationResult } from './domain/operation.js';

/**
 * The long acts on a tenant. Each tells its steps, resolves to what there is to know of it, and may be run again after a crash at any
 * point; what can never succeed is refused with a DomainFailure, anything else is worth another try. Bound by the app, which knows what
 * all modules put into a tenant.
 */
export abstract class TenantLife {
  abstract provision(wanted: OperationInputs['provision'], onStep: OnStep<string>): Promise<OperationResult>;
  abstract move(wanted: OperationInputs['move'], onStep: OnStep<string>): Promise<OperationResult>;
  /** Leaves an unfinished move: the tenant stays where the directory says. */
  abstract abortMove(wanted: OperationInputs['abortMove'], onStep: OnStep<string>): Promise<OperationResult>;
  abstract export(wanted: OperationInputs['export'], onStep: OnStep<string>): Promise<OperationResult>;
  abstract restore(wanted: OperationInputs['restore'], onStep: OnStep<string>): Promise<OperationResult>;
  abstract erase(wanted: OperationInputs['erase'], onStep: OnStep<string>): Promise<OperationResult>;
  /** The identity provider is told the name the tenant has now, and the hosts people are sent back to. */
  abstract convergeRealm(slug: string): Promise<void>;
}
