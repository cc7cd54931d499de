import { graphql, type AvailabilityQuery } from '@lianpiao/graphql-client';
import { addDays } from '@lianpiao/kernel';
import { useState } from 'react';

import { useDates } from '../../../shared/dates.js';
import { useAnswer } from '../../../shared/use-answer.js';

const AvailabilityDocument = graphql(`
  query Availability($code: String!, $from: LocalDate!, $days: Int!) {
    availability(productCode: $code, from: $from, days: $days) {
      date
      status
    }
  }
`);

export type DateStatus = AvailabilityQuery['availability'][number]['status'];

export interface VisitDate {
  readonly date: string;
  readonly status: DateStatus;
}

export interface DateChoice {
  /** Undefined until they are known. */
  readonly days: readonly VisitDate[] | undefined;
  readonly firstFree: string | undefined;
  readonly failed: boolean;
  readonly again: () => void;
  readonly page: number;
  readonly turnTo: (page: number) => void;
}

const DAYS = 14;

/** What is left of a product, two weeks at a time. */
export function useVisitDates(code: string): DateChoice {
  const { today } = useDates();
  const [page, turnTo] = useState(0);
  const from = addDays(today(), page * DAYS);
  const { answer, failed, again } = useAnswer(AvailabilityDocument, { code, from, days: DAYS });
  const days = answer?.availability;
  return { days, firstFree: days?.find(({ status }) => isFree(status))?.date, failed, again, page, turnTo };
}

export function isFree(status: DateStatus): boolean {
  return status === 'AVAILABLE' || status === 'LIMITED';
}
