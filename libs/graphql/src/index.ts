export { check } from './check.js';
export {
  connection,
  connectionOf,
  decodeCursor,
  encodeCursor,
  PageArgs,
  PageInfo,
  pageSize,
  type Connection,
  type Edge,
} from './connection.js';
export { describeEnum } from './describe-enum.js';
export { assertDescribed } from './described.js';
export { FailureInterceptor } from './failure-interceptor.js';
export { Failure, FailureType, resultUnion } from './failure-type.js';
export { loader } from './loader.js';
export { mask } from './masks.js';
export { assertPersonalDeclared } from './personal-check.js';
export { Impersonal, maskPersonal, Personal } from './personal.js';
export { assertWithinPlan, PlanLimitReached } from './plan-limit.js';
export { reachableOnly } from './reachable.js';
export { Base64Scalar, DateTimeScalar, LocalDateScalar, MinorUnits } from './scalars.js';
export { CommandInput, LocalizedTextInput, LocalizedTextType, money, MoneyType } from './values.js';
