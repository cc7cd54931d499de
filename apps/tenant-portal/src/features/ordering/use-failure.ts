import { useDates } from '../../shared/dates.js';
import { useTexts } from '../../shared/speech.js';
import { isFailureText } from './failure-texts.js';
import { Refused } from './refused.js';
import { ORDERING } from './texts.js';

/** What to read about whatever went wrong. */
export function useFailure(): (error: unknown) => string {
  const say = useTexts(ORDERING);
  const { day } = useDates();
  return (error) => {
    if (!(error instanceof Refused) || !isFailureText(error.code)) return say('FAILED');
    const { code, values } = error;
    const named = { ...values, ...(typeof values.date === 'string' && { date: day(values.date) }) };
    return say(code === 'CAPACITY_EXHAUSTED' && values.count === 0 ? 'SOLD_OUT_ON' : code, named);
  };
}
