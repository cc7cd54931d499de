import { localDate, newId } from '@lianpiao/kernel';

import { clientToken } from '../../../../tools/sandbox/index.js';
import { ATTRACTIONS, TENANTS, type Slug, type StaffName } from './authorities.fixtures.js';
import { eventually } from './eventually.fixtures.js';
import { ADULT, attractionFile, base64, PASS, PASS_MINOR, SINGLE, SINGLE_MINOR, text } from './goods.fixtures.js';
import type { Answer, Platform } from './platform.fixtures.js';

/** The machine of a partner. */
export interface Machine {
  readonly clientId: string;
  readonly secret: string;
}

/** A visitor who signed in. */
export interface Account {
  readonly token: string;
}

export type Caller = 'visitor' | StaffName | Machine | Account;

/** What a command answered: what was asked of its success, or a failure. */
export interface Outcome {
  readonly __typename: string;
  readonly code?: string;
}

/** The identity the books keep. */
export interface Books {
  readonly holds: boolean;
  readonly journals: number;
  readonly unbalancedJournals: number;
  readonly mismatchedPasses: number;
  readonly eventsWaiting: number;
  readonly eventsParked: number;
  readonly refundsPayable: { readonly minor: string };
  readonly left: { readonly minor: string };
  readonly right: { readonly minor: string };
}

const PROOF = `{ ledgerProof { holds journals unbalancedJournals mismatchedPasses eventsWaiting eventsParked
  refundsPayable { minor } left { minor } right { minor } } }`;

/** One tenant's public API, as its staff, its partners and its visitors reach it. */
export class Region {
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly units = new Map<string, string>();

  constructor(
    readonly platform: Platform,
    readonly slug: Slug,
  ) {}

  get currency(): string {
    return TENANTS.find(({ slug }) => slug === this.slug)?.currency ?? '';
  }

  get today(): string {
    return localDate(new Date(), TENANTS.find(({ slug }) => slug === this.slug)?.timeZone ?? '');
  }

  /** Attractions, a joint pass of 2 visits to the first three, a dated single ticket of the last, two gates each. */
  async open(): Promise<this> {
    await this.done('admin', 'importAttractions', { fileBase64: base64(attractionFile(this.currency)), dryRun: false });
    await this.sell({ ...PASS, attractionCodes: ATTRACTIONS.slice(0, 3), units: ADULT(PASS_MINOR) });
    await this.sell({ ...SINGLE, attractionCodes: ATTRACTIONS.slice(3), units: ADULT(SINGLE_MINOR) });
    const gates = ATTRACTIONS.flatMap((attractionCode) =>
      ['main', 'side'].map((side) => ({ code: `${attractionCode}-${side}`, attractionCode, name: text(side) })),
    );
    await this.done('admin', 'createGates', { gates });
    return this;
  }

  async sell(product: { readonly code: string; readonly [field: string]: unknown }): Promise<void> {
    await this.done('admin', 'createProduct', product);
    await this.done('admin', 'publishProduct', { code: product.code });
  }

  /** Opens a partner with its credit; answers its machine. */
  async partner(code: string, netRatePpm: number, creditLimitMinor: bigint): Promise<Machine> {
    const input = { code, name: code, netRatePpm, creditLimitMinor: String(creditLimitMinor) };
    const answer = '... on PartnerCreated { clientSecret partner { clientId } }';
    const made = await this.command<Outcome & { clientSecret: string; partner: { clientId: string } }>(
      'admin',
      'createPartner',
      input,
      answer,
    );
    return { clientId: made.partner.clientId, secret: made.clientSecret };
  }

  async unitOf(product: string): Promise<string> {
    const known = this.units.get(product);
    if (known) return known;
    const data = await this.query<{ product: { options: { units: { id: string }[] }[] } }>(
      'visitor',
      'query ($code: String!) { product(code: $code) { options { units { id } } } }',
      { code: product },
    );
    const id = data.product.options[0]?.units[0]?.id ?? '';
    this.units.set(product, id);
    return id;
  }

  async ask(who: Caller, query: string, variables: object = {}): Promise<Answer> {
    return this.platform.ask(this.slug, query, variables, await this.tokenOf(who));
  }

  /** The data of a query that must succeed. */
  async query<Data>(who: Caller, query: string, variables: object = {}): Promise<Data> {
    const { body } = await this.ask(who, query, variables);
    if (body.errors ?? !body.data) throw new Error(`${query} was answered ${JSON.stringify(body)}`);
    return body.data as Data;
  }

  /** What a command answers, success or failure; under a key of its own unless the input brings one. */
  async command<Result extends Outcome = Outcome>(
    who: Caller,
    name: string,
    input: object,
    answer = '',
  ): Promise<Result> {
    const keyed = name === 'redeemTicket' ? input : { idempotencyKey: newId(), ...input };
    const data = await this.query<Record<string, Result>>(who, mutation(name, answer), { input: keyed });
    const result = data[name];
    if (!result) throw new Error(`${name} was answered nothing`);
    return result;
  }

  /** A command that must succeed. */
  async done(who: Caller, name: string, input: object): Promise<void> {
    const outcome = await this.command(who, name, input);
    if (outcome.code) throw new Error(`${name} was refused: ${JSON.stringify(outcome)}`);
  }

  /** The proof of the ledger, once everything that happened is in the books. */
  books(): Promise<Books> {
    return eventually(
      async () => (await this.query<{ ledgerProof: Books }>('finance', PROOF)).ledgerProof,
      ({ eventsWaiting, refundsPayable }) => eventsWaiting === 0 && refundsPayable.minor === '0',
    );
  }

  async tokenOf(who: Caller): Promise<string | undefined> {
    if (who === 'visitor') return undefined;
    if (typeof who !== 'string' && 'token' in who) return who.token;
    const name = typeof who === 'string' ? who : who.clientId;
    const token = this.tokens.get(name) ?? this.signIn(who);
    this.tokens.set(name, token);
    return token;
  }

  private async signIn(who: StaffName | Machine): Promise<string> {
    if (typeof who === 'string') return this.platform.token(this.slug, who);
    const { clientId, secret: clientSecret } = who;
    const issuerUrl = this.platform.issuer.url;
    return (await clientToken({ issuerUrl, realm: this.slug, clientId, clientSecret })).accessToken;
  }
}

export function mutation(name: string, answer = ''): string {
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return `mutation ($input: ${input}) { ${name}(input: $input) {
    __typename ${answer} ... on InvalidInput { field rule limit } ... on Failure { code } } }`;
}
