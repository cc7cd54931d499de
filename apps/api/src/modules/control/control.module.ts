import { CLOCK } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import type { Clock } from '@lianpiao/kernel';
import { Module } from '@nestjs/common';

import { OperatorRepository } from '../identity/index.js';
import {
  ChangeHosts,
  ControlRepository,
  DomainProof,
  OperatorActs,
  RenameTenant,
  SetPlanLimits,
  SwitchTenant,
  TENANCY_CONFIG,
  TenantRepository,
  type TenancyConfig,
} from '../tenancy/index.js';
import { OperationsResolver } from './graphql/operations.resolver.js';
import { OperatorsResolver } from './graphql/operators.resolver.js';
import { TenantsResolver } from './graphql/tenants.resolver.js';
import { ConvergeRealmsJob } from './jobs/converge-realms.job.js';
import { SweepArchivesJob } from './jobs/sweep-archives.job.js';
import { OperationRunner } from './operation-runner.js';
import { OperationRepository } from './persistence/operation-repository.js';
import { GiveUpOperation } from './use-cases/give-up-operation.js';
import { StartOperation } from './use-cases/start-operation.js';

/** Use cases of tenancy that only operators have; they know nothing of Nest, so that the command line can do without it. */
const acts = [
  ControlRepository,
  TenantRepository,
  {
    provide: OperatorActs,
    useFactory: (unitOfWork: UnitOfWork, control: ControlRepository, clock: Clock) =>
      new OperatorActs(unitOfWork, control, clock),
    inject: [UnitOfWork, ControlRepository, CLOCK],
  },
  ...[RenameTenant, SetPlanLimits, SwitchTenant].map((UseCase) => ({
    provide: UseCase,
    useFactory: (operator: OperatorActs, control: ControlRepository) => new UseCase(operator, control),
    inject: [OperatorActs, ControlRepository],
  })),
  {
    provide: ChangeHosts,
    useFactory: (operator: OperatorActs, control: ControlRepository, config: TenancyConfig) =>
      new ChangeHosts(operator, control, new DomainProof(config.DNS_SERVERS?.split(',')), config.PUBLIC_BASE_HOST),
    inject: [OperatorActs, ControlRepository, TENANCY_CONFIG],
  },
];

export const deskJobs = [ConvergeRealmsJob, SweepArchivesJob];
const doors = [OperationsResolver, OperatorsResolver, TenantsResolver];

/** The door of the platform's operators. TenantLife and identity's use cases are bound by the app. */
@Module({
  providers: [
    ...acts,
    OperationRepository,
    OperatorRepository,
    StartOperation,
    GiveUpOperation,
    OperationRunner,
    ...deskJobs,
    ...doors,
  ],
  exports: [OperationRunner, ...deskJobs],
})
export class ControlModule {}
