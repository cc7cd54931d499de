import { KeepAliveClient } from '../load/keep-alive-client.js';
import type { Turn } from '../load/closed-loop.js';
import { nonceOf } from './ids.js';
import { gateCode } from './region.js';

/** A door of the API: its path, the body of a scan, and what stands in an answer that let somebody in. */
export interface Door {
  readonly path: string;
  readonly admits: string;
  body(scan: {
    readonly ticket: string;
    readonly gate: string;
    readonly nonce: string;
    readonly scannedAt: string;
  }): object;
}

/** As a gate's device asks, with everything its display shows. */
const MUTATION = `mutation Redeem($input: RedeemTicketInput!) {
  redeemTicket(input: $input) {
    __typename
    ... on RedemptionAccepted {
      redemptionId gateCode attraction { code name { zh en } } unitType productName { zh en } visit visitsLeft validUntil recordedAt
    }
    ... on RedemptionRefused { redemptionId reason firstVisitAt validFrom recordedAt }
    ... on Failure { code }
  }
}`;

export const graphqlDoor: Door = {
  path: '/graphql',
  admits: '"__typename":"RedemptionAccepted"',
  body: ({ ticket, gate, nonce, scannedAt }) => ({
    query: MUTATION,
    variables: { input: { ticket, gateCode: gate, scanNonce: nonce, scannedAt } },
  }),
};

export const gateRoute: Door = {
  path: '/gate/v1/redemptions',
  admits: '"outcome":"accepted"',
  body: (scan) => scan,
};

/** Gates' devices with a connection and a token each, scanning through one door; device n takes every so-many-th ticket. */
export class Gates {
  private constructor(
    private readonly clients: readonly KeepAliveClient[],
    private readonly heads: readonly string[],
    private readonly door: Door,
  ) {}

  static async open(door: Door, port: number, host: string, tokens: readonly string[]): Promise<Gates> {
    const clients = await Promise.all(tokens.map(() => KeepAliveClient.open('127.0.0.1', port)));
    const heads = tokens.map((token) =>
      [
        `POST ${door.path} HTTP/1.1`,
        `host: ${host}:${port}`,
        `authorization: Bearer ${token}`,
        'content-type: application/json',
        'accept: application/json',
        'content-length: ',
      ].join('\r\n'),
    );
    return new Gates(clients, heads, door);
  }

  /** Scans a ticket at each turn; throws when it was not let in, or when there are no more. */
  turns(tickets: readonly string[], first: number): Turn {
    return async (client, turn) => {
      const number = turn * this.clients.length + client;
      const ticket = tickets[number];
      if (ticket === undefined) throw new Error('the tickets ran out: there was more time than they were made for');
      const scan = {
        ticket,
        gate: gateCode(client),
        nonce: nonceOf(first + number),
        scannedAt: new Date().toISOString(),
      };
      const body = JSON.stringify(this.door.body(scan));
      const answer = await this.clients[client]?.exchange(`${this.heads[client] ?? ''}${body.length}\r\n\r\n${body}`);
      if (answer?.status !== 200 || !answer.body.includes(this.door.admits))
        throw new Error(`not let in: ${answer?.status ?? ''} ${answer?.body.slice(0, 400) ?? ''}`);
    };
  }

  close(): void {
    for (const client of this.clients) client.close();
  }
}
