import KeycloakAdminClient from '@keycloak/keycloak-admin-client';
import { expect } from '@jest/globals';
import { newId } from '@lianpiao/kernel';
import { TcpGate } from '@lianpiao/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';

import { signIn } from '../../../../tools/sandbox/index.js';
import { passes } from './eventually.fixtures.js';
import type { IssuerProxy } from './issuer-proxy.fixtures.js';
import { Platform, type Control } from './platform.fixtures.js';
import { ADMIN_SECRET } from './provisioning.fixtures.js';
import { testServer } from './test-server.fixtures.js';

const PASSWORD = 'a password of the operator';
export const OPERATION =
  '__typename ... on Operation { id state } ... on Failure { code } ... on InvalidInput { field rule }';
export const TENANT =
  '__typename ... on Tenant { slug state name { en } limits { requestsPerSecond } } ... on Failure { code }';

export interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly code?: string;
  readonly field?: string;
}

export interface Ended {
  readonly state: string;
  readonly attempts: number;
  readonly steps: readonly { readonly name: string }[];
  readonly result: Readonly<Record<string, string | number | readonly string[] | null>> | null;
  readonly trouble: { readonly code: string; readonly detail: string | null } | null;
  readonly failure: { readonly code: string; readonly detail: string | null } | null;
}

/** An authority that there is not yet. */
export function newcomer() {
  const slug = `n${newId().slice(-10)}`;
  const administrator = { username: 'first', displayName: '第一', email: 'first@example.com' };
  return { slug, name: { zh: '新区', en: 'New' }, currency: 'CNY', timeZone: 'Asia/Shanghai', administrator };
}

/** An operator at the operators' door of a platform whose cell can be cut off. */
export class ControlDesk {
  /** The door in use; a test that kills it puts another here. */
  control: Control;

  private constructor(
    readonly platform: Platform,
    readonly gate: TcpGate,
    private readonly folder: string,
    control: Control,
  ) {
    this.control = control;
  }

  private token = '';

  /**
   * @param more what the processes are told beyond the usual
   * @param proxy what stands before the identity provider
   */
  static async open(more: Readonly<Record<string, string>> = {}, proxy?: IssuerProxy): Promise<ControlDesk> {
    const folder = await mkdtemp(join(tmpdir(), 'lianpiao-control-'));
    const server = testServer();
    const gate = await TcpGate.before(server.hostname, Number(server.port));
    const throughGate = new URL(server);
    throughGate.port = String(gate.port);
    throughGate.pathname = '';
    const env = { CELL_URLS: `cell-1=${throughGate.href}`, ARCHIVE_DIR: folder, ...more };
    const platform = await Platform.start({ env, ...(proxy && { proxy }) });
    const desk = new ControlDesk(platform, gate, folder, await platform.startControl());
    desk.token = await desk.letIn('op');
    return desk;
  }

  get operator(): string {
    return this.token;
  }

  /** With a provisioner's token of this moment: it knows the realms there are. */
  async issuerAdmin(): Promise<KeycloakAdminClient> {
    const admin = new KeycloakAdminClient({ baseUrl: this.platform.issuer.url, realmName: 'master' });
    await admin.auth({ grantType: 'client_credentials', clientId: 'provisioner', clientSecret: ADMIN_SECRET });
    return admin;
  }

  /** What somebody does at the first sign-in, which is a page of the provider's. Answers what they chose. */
  async choosePassword(realm: string, username: string): Promise<string> {
    const admin = await this.issuerAdmin();
    const [user] = await admin.users.find({ realm, username, exact: true });
    const credential = { type: 'password', value: PASSWORD, temporary: false };
    await admin.users.resetPassword({ realm, id: user?.id ?? '', credential });
    return PASSWORD;
  }

  /** Makes an operator, as the command line does; answers their token. */
  async letIn(username: string): Promise<string> {
    const reason = ['--reason', 'spec'];
    await this.platform.tenantVerb('operator', username, '--email', `${username}@example.com`, ...reason);
    await this.choosePassword('platform', username);
    return this.signIn(username);
  }

  async signIn(username: string): Promise<string> {
    const client = { clientId: 'console', redirectUri: 'http://127.0.0.1:4001/signed-in' };
    const who = { realm: 'platform', username, password: PASSWORD };
    return (await signIn({ issuerUrl: this.platform.issuer.url, ...client, ...who })).accessToken;
  }

  /** @param by at which door, and with whose token, where it is another */
  async command<T = Answer>(
    name: string,
    input: object,
    answer: string,
    { door = this.control, token = this.token } = {},
  ): Promise<T> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} } }`;
    const keyed = { idempotencyKey: newId(), reason: 'spec', ...input };
    const { data, errors } = await door.ask<Record<string, T> | undefined>(query, { input: keyed }, token);
    const told = data?.[name];
    if (!told) throw new Error(JSON.stringify(errors));
    return told;
  }

  /** An operation once it has ended. */
  async ended(id: string): Promise<Ended> {
    let operation = await this.operationOf(id);
    await passes(async () => {
      operation = await this.operationOf(id);
      expect(operation).toMatchObject({ state: expect.stringMatching(/SUCCEEDED|FAILED/), trouble: null });
    });
    return operation;
  }

  /** How often an operation was taken up by now. */
  async attemptsAt(id: string): Promise<number> {
    return (await this.operationOf(id)).attempts;
  }

  /** What a host of a tenant answers. */
  at(host: string) {
    const query = '{ storefront { slug } me { username } }';
    return request(this.platform.url).post('/graphql').set('host', host).send({ query });
  }

  async close(): Promise<void> {
    await this.platform.stop();
    await this.gate.cut();
    await rm(this.folder, { recursive: true });
  }

  private async operationOf(id: string): Promise<Ended> {
    const query = `query ($id: ID!) { operation(id: $id) { state attempts steps { name } trouble { code detail } failure { code detail }
      result { host cell archive sha256 verified rows bytes pauseMs unreached } } }`;
    const { data } = await this.control.ask<{ operation: Ended }>(query, { id }, this.token);
    return data.operation;
  }
}
