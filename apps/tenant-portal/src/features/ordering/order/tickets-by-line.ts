import type { Line, Ticket } from './order-document.js';

export interface TicketOfLine {
  readonly ticket: Ticket;
  /** What it was bought as; none where the tickets do not match the lines. */
  readonly line: Line | undefined;
}

/** Tickets come in the order of the lines, one for each unit. */
export function ticketsByLine(lines: readonly Line[], tickets: readonly Ticket[]): TicketOfLine[] {
  const units = lines
    .toSorted((a, b) => a.line - b.line)
    .flatMap((line) => Array.from({ length: line.quantity }, () => line));
  const match = units.length === tickets.length;
  return tickets.map((ticket, at) => ({ ticket, line: match ? units[at] : undefined }));
}
