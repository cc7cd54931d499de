export { allocate } from './allocate.js';
export { canonicalJson } from './canonical-json.js';
export { FixedClock, systemClock, type Clock } from './clock.js';
export { exponentOf, type Currency } from './currency.js';
export { addCalendar, addDuration, parseDuration, type Duration } from './duration.js';
export { errorName } from './error-name.js';
export { DomainFailure, InvalidInput } from './failures.js';
export { groupBy } from './group-by.js';
export { isId, newId, type Id } from './ids.js';
export {
  addDays,
  businessDate,
  instantOf,
  isLocalDate,
  localDate,
  startOfBusinessDay,
  type LocalDate,
} from './local-date.js';
export { applyRate, decimalString, formatMoney, parseMoney, PPM, type Money } from './money.js';
export { decodeStored, encodeStored } from './stored-json.js';
export { hasUnmeant } from './unmeant.js';
