import { decimalString, formatMoney } from '@lianpiao/kernel';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { CloseDay, Proof, Statements } from './operations/finance.js';
import { succeeded, type TenantApi } from './tenant-api.js';

const SETTLE_TIME_OUT_MS = 120_000;

export type LedgerProof = Awaited<ReturnType<typeof proofOf>>;

export async function proofOf(api: TenantApi) {
  const { ledgerProof } = await api.as('finance', Proof, {});
  return ledgerProof;
}

/** Waits until everything that happened is in the books, and refunds have been paid out. */
export async function settled(api: TenantApi): Promise<LedgerProof> {
  for (const until = Date.now() + SETTLE_TIME_OUT_MS; Date.now() < until;) {
    await pause(250);
    const proof = await proofOf(api);
    if (proof.eventsParked > 0) throw new Error(`${proof.eventsParked} events are parked: see the worker's log`);
    if (proof.eventsWaiting === 0 && proof.refundsPayable.minor === '0') return proof;
  }
  throw new Error('the books did not come to rest');
}

export async function closeDay(api: TenantApi) {
  const { closeDay: closed } = await api.as('finance', CloseDay, { input: { idempotencyKey: randomUUID() } });
  const { period } = succeeded(closed, 'ClosedPeriod');
  const { statements } = await api.as('finance', Statements, { periodNumber: period.number });
  return { period, statements: statements.nodes };
}

type StatementRow = Awaited<ReturnType<typeof closeDay>>['statements'][number];

/** Attraction, visits, gross, share: as a table for people. */
export function statementTable(api: TenantApi, statements: readonly StatementRow[]): string {
  const { currency } = api.tenant;
  const amount = (minor: string) => decimalString({ minor: BigInt(minor), currency });
  const sum = (pick: (row: StatementRow) => string | number) =>
    statements.reduce((left, row) => left + BigInt(pick(row)), 0n);
  const rows = statements.map((row) => [
    row.attractionName.en,
    String(row.visits),
    amount(row.gross.minor),
    amount(row.share.minor),
  ]);
  const total = [
    'Total',
    String(sum((row) => row.visits)),
    amount(String(sum((row) => row.gross.minor))),
    amount(String(sum((row) => row.share.minor))),
  ];
  return table([['Attraction', 'Visits', `Gross ${currency}`, `Share ${currency}`], ...rows, total]);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(rows[0] ?? []), rule, ...rows.slice(1, -1).map(line), rule, line(rows.at(-1) ?? [])]
    .map((text) => `  ${text}`)
    .join('\n');
}

/** The identity the books have to keep, term by term. */
export function proofText(api: TenantApi, proof: LedgerProof): string {
  const { currency } = api.tenant;
  const amount = ({ minor }: { readonly minor: string }) => formatMoney({ minor: BigInt(minor), currency }, 'en');
  return [
    `  cash ${amount(proof.cash)} + PSP fees ${amount(proof.pspFees)} = ${amount(proof.left)}`,
    `  pass liability ${amount(proof.passLiability)} + attractions ${amount(proof.payables)} + fund ${amount(proof.fund)} + refunds owed ${amount(proof.refundsPayable)}`,
    `    + commission ${amount(proof.commission)} + breakage ${amount(proof.breakage)} + fees ${amount(proof.cancellationFees)} = ${amount(proof.right)}`,
    `  ${proof.journals} journals, ${proof.postings} postings, ${proof.unbalancedJournals} out of balance, ${proof.mismatchedPasses} passes that differ: ${proof.holds ? 'HOLDS' : 'DOES NOT HOLD'}`,
  ].join('\n');
}
