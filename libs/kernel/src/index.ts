export { allocate } from './allocate.js';
export { FixedClock, systemClock, type Clock } from './clock.js';
export { addCalendar, addDuration, parseDuration, type Duration } from './duration.js';
export { DomainFailure, InvalidInput } from './failures.js';
export { isId, newId, type Id } from './ids.js';
export { addDays, businessDate, instantOf, isLocalDate, localDate, startOfBusinessDay, type LocalDate } from './local-date.js';
export {
  applyRate,
  decimalString,
  exponentOf,
  formatMoney,
  parseMoney,
  PPM,
  type Currency,
  type Money,
} from './money.js';
export { decodeStored, encodeStored } from './stored-json.js';
