import { useDates } from '../../../shared/dates.js';
import { useTexts } from '../../../shared/speech.js';
import { Waiting } from '../../../shared/waiting.js';
import { ORDERING } from '../texts.js';
import { isFree, type DateChoice, type VisitDate } from './use-visit-dates.js';

interface VisitDatesProps {
  readonly dates: DateChoice;
  readonly chosen: string | undefined;
  readonly choose: (date: string) => void;
}

/** The date of a visit, among those with their availability. */
export function VisitDates({
  dates: { days, failed, again, page, turnTo, firstFree },
  chosen,
  choose,
}: VisitDatesProps) {
  const say = useTexts(ORDERING);
  const { day: written } = useDates();
  if (!days) return <Waiting failed={failed} again={again} />;
  return (
    <fieldset className="dates">
      <legend>{say('visitDate')}</legend>
      <div className="days">
        {days.map((day) => (
          <Day key={day.date} day={day} chosen={day.date === chosen} choose={choose} />
        ))}
      </div>
      {chosen && <p className="chosen">{written(chosen)}</p>}
      {!firstFree && <p role="status">{say('noDates')}</p>}
      <div className="turning">
        <button type="button" className="secondary" disabled={page === 0} onClick={() => turnTo(page - 1)}>
          {say('earlier')}
        </button>
        <button type="button" className="secondary" onClick={() => turnTo(page + 1)}>
          {say('later')}
        </button>
      </div>
    </fieldset>
  );
}

interface DayProps {
  readonly day: VisitDate;
  readonly chosen: boolean;
  readonly choose: (date: string) => void;
}

function Day({ day: { date, status }, chosen, choose }: DayProps) {
  const say = useTexts(ORDERING);
  const { day, shortDay } = useDates();
  const short = shortDay(date);
  return (
    <label className="day" data-status={status}>
      <input
        type="radio"
        name="visit-date"
        value={date}
        checked={chosen}
        disabled={!isFree(status)}
        aria-label={`${day(date)}: ${say(status)}`}
        onChange={() => {
          choose(date);
        }}
      />
      <span className="weekday">{short.weekday}</span>
      <span className="number">{short.number}</span>
      <span className="month">{short.month}</span>
      {status !== 'AVAILABLE' && <span className="left">{say(status)}</span>}
    </label>
  );
}
