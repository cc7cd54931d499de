import { resultUnion } from '@lianpiao/graphql';

import { IssueAdministratorPassword, RealmTaken, SwitchOperator } from '../../identity/index.js';
import {
  DnsUnavailable,
  HostInUse,
  HostUnknown,
  HostUnproven,
  LastHost,
  TenantErasing,
  TenantNotReady,
  TenantUnknown,
} from '../../tenancy/index.js';
import { GiveUpOperation } from '../use-cases/give-up-operation.js';
import { StartOperation } from '../use-cases/start-operation.js';
import { AdministratorPassword, OperationType, Tenant, TenantHostRemoved, TenantHostType } from './control.types.js';
import { OperatorAccount } from './operators.types.js';

export const OperationResultUnion = resultUnion(
  'OperationResult',
  'The operation, or why there is none.',
  [OperationType],
  StartOperation.failures,
);
export const GiveUpOperationResult = resultUnion(
  'GiveUpOperationResult',
  'The operation, given up, or why it is not.',
  [OperationType],
  GiveUpOperation.failures,
);
export const TenantResult = resultUnion(
  'TenantResult',
  'The tenant as it is now, or why it is as it was.',
  [Tenant],
  [TenantUnknown, TenantErasing, TenantNotReady],
);
export const TenantHostResult = resultUnion(
  'TenantHostResult',
  'The host, or why not.',
  [TenantHostType],
  [TenantUnknown, TenantErasing, HostInUse, HostUnknown, HostUnproven, DnsUnavailable, RealmTaken],
);
export const RemoveTenantHostResult = resultUnion(
  'RemoveTenantHostResult',
  'What was taken away, or why not.',
  [TenantHostRemoved],
  [TenantUnknown, TenantErasing, HostUnknown, LastHost, RealmTaken],
);
export const AdministratorPasswordResult = resultUnion(
  'AdministratorPasswordResult',
  'The password, or why there is none.',
  [AdministratorPassword],
  IssueAdministratorPassword.failures,
);
export const SwitchOperatorResult = resultUnion(
  'SwitchOperatorResult',
  'The operator as they are now, or why they are as they were.',
  [OperatorAccount],
  SwitchOperator.failures,
);
