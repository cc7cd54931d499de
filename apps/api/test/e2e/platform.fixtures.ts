import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import request from 'supertest';

import { signIn, startIssuer, type Listening } from '../../../../tools/sandbox/index.js';
import { ApiProgram } from './api-program.fixtures.js';
import { PASSWORD, type Slug, type StaffName } from './authorities.fixtures.js';
import type { IssuerProxy } from './issuer-proxy.fixtures.js';
import { addressOf, ended } from './processes.fixtures.js';
import { ADMIN_SECRET, environment, origin, provisionAll, ROLES_LOCK } from './provisioning.fixtures.js';
import { asOwner, cellOf, inSchema, placeOf, rolesOf, testServer, type TenantPlace } from './test-server.fixtures.js';

export interface Answer {
  status: number;
  body: { data?: Record<string, never>; errors?: { message: string; extensions: Record<string, unknown> }[] };
}

export interface PlatformOptions {
  /** What the processes are told beyond the usual. */
  readonly env?: Readonly<Record<string, string>>;
  /** With a worker beside the API. */
  readonly working?: boolean;
  /** What stands before the identity provider. */
  readonly proxy?: IssuerProxy;
}

/** A process with the operators' door. */
export class Control {
  constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  async ask<T>(
    query: string,
    variables: object,
    token?: string,
  ): Promise<{ status: number; data: T; errors?: object[] }> {
    const asking = request(this.url).post('/graphql');
    const { status, body } = await (token ? asking.set('authorization', `Bearer ${token}`) : asking).send({
      query,
      variables,
    });
    const answer = body as { data: T; errors?: object[] };
    return { status, ...answer };
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await ended(this.process, 'SIGKILL');
  }

  async stop(): Promise<number | null> {
    return ended(this.process);
  }
}

async function issuerBehind(proxy: IssuerProxy | undefined): Promise<Listening> {
  const issuer = await startIssuer({ adminSecret: ADMIN_SECRET, ...(proxy && { publicUrl: proxy.url }) });
  if (!proxy) return issuer;
  proxy.standBefore(issuer.url);
  return { url: proxy.url, close: () => Promise.all([issuer.close(), proxy.close()]).then(() => undefined) };
}

/** The API as it is started in production, with its own databases, two provisioned tenants and the embedded issuer. */
export class Platform {
  private worker: ChildProcess | undefined;
  private readonly written: Buffer[] = [];
  private readonly nodes: ChildProcess[] = [];

  private constructor(
    private readonly program: ApiProgram,
    private readonly api: ChildProcess,
    /** Where it listens; a tenant's own origin differs in the host. */
    readonly url: string,
    readonly issuer: Listening,
    /** What its processes are told. */
    readonly env: NodeJS.ProcessEnv,
    private readonly database: string,
  ) {
    this.keepLogOf(api);
  }

  static async start(options: PlatformOptions = {}): Promise<Platform> {
    const program = await ApiProgram.bundle();
    const issuer = await issuerBehind(options.proxy);
    try {
      return await Platform.on(program, issuer, options);
    } catch (error) {
      await issuer.close();
      await program.remove();
      throw error;
    }
  }

  private static async on(program: ApiProgram, issuer: Listening, options: PlatformOptions): Promise<Platform> {
    const database = `e2e_${randomBytes(6).toString('hex')}`;
    const env = { ...environment(testServer(), database, issuer.url), ...options.env };
    await asOwner(async (owner) => {
      await owner.query(ROLES_LOCK);
      await owner.query(`CREATE DATABASE ${database}`);
      await program.run(env, 'migrate');
    });
    const api = program.start(env, 'api');
    try {
      const [url] = await Promise.all([addressOf(api), asOwner((owner) => provisionAll(owner, program, env))]);
      const platform = new Platform(program, api, url, issuer, env, database);
      if (options.working) platform.startWorker();
      return platform;
    } catch (error) {
      await ended(api);
      throw error;
    }
  }

  /** Asks GraphQL at a tenant's host; the test and not this looks at the status. */
  async ask(slug: Slug, query: string, variables: object = {}, token?: string): Promise<Answer> {
    const asking = request(this.url).post('/graphql').set('host', this.hostOf(slug));
    const { status, body } = await (token ? asking.set('authorization', `Bearer ${token}`) : asking).send({
      query,
      variables,
    });
    return { status, body: body as Answer['body'] };
  }

  get(path: string, host = 'yrd.localhost') {
    return request(this.url).get(path).set('host', host);
  }

  post(path: string, body: object | string, headers: Readonly<Record<string, string>> = {}, host = 'yrd.localhost') {
    const json = { host, 'content-type': 'application/json' };
    return request(this.url)
      .post(path)
      .set({ ...json, ...headers })
      .send(body);
  }

  /** A tenant's host with the port, so that whoever is sent back to it arrives. */
  hostOf(slug: Slug): string {
    return `${slug}.localhost:${new URL(this.url).port}`;
  }

  /** The tenant's portal, as realms know it. */
  originOf(slug: Slug): string {
    return origin(slug, this.env.PUBLIC_PORT);
  }

  async token(slug: Slug, username: StaffName, at = this.originOf(slug)): Promise<string> {
    const signedIn = await signIn({
      issuerUrl: this.issuer.url,
      realm: slug,
      clientId: 'portal',
      redirectUri: `${at}/signed-in`,
      username,
      password: PASSWORD,
    });
    return signedIn.accessToken;
  }

  placeOf(slug: Slug): Promise<TenantPlace> {
    return placeOf(this.database, slug);
  }

  /** Works on a tenant's tables behind the platform's back. */
  inSchema<T>(slug: Slug, work: (owner: Client) => Promise<T>): Promise<T> {
    return inSchema(this.database, slug, work);
  }

  rows<Row extends object>(slug: Slug, sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.inSchema(slug, async (owner) => (await owner.query<Row>(sql, [...params])).rows);
  }

  /** What one tenant's database role is told when it reads a table of the other. */
  async asRoleOf(slug: Slug, sql: string): Promise<string> {
    const { role } = await this.placeOf(slug);
    return asOwner(async (owner) => {
      await owner.query(`SET ROLE ${role}`);
      return owner.query(sql).then(
        ({ rowCount }) => `${rowCount ?? 0} rows`,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    }, cellOf(this.database));
  }

  /** One more API beside the first, told something else if need be; resolves to where it listens. */
  startNode(more: NodeJS.ProcessEnv = {}): Promise<string> {
    const node = this.program.start({ ...this.env, ...more }, 'api');
    this.nodes.push(node);
    return addressOf(node);
  }

  /** What `cli tenant …` answers, as an operator would run it beside the API. */
  async tenantVerb<T>(...words: string[]): Promise<T> {
    const lines = await this.program.answer({ ...this.env, LOG_LEVEL: 'fatal' }, 'cli', 'tenant', ...words);
    return JSON.parse(lines.trim().split('\n').at(-1) ?? '') as T;
  }

  /** A command that the test is going to kill, or the migration of other tables than ours. */
  begin(more: NodeJS.ProcessEnv, ...words: string[]): ChildProcess {
    return this.program.begin({ ...this.env, LOG_LEVEL: 'fatal', ...more }, ...words);
  }

  /** Why `cli tenant …` does not do it. */
  tenantComplaint(...words: string[]): Promise<string> {
    return this.program.complaint({ ...this.env, LOG_LEVEL: 'fatal' }, 'cli', 'tenant', ...words);
  }

  /** One more operators' door; how it is to be killed is the test's affair. */
  async startControl(more: NodeJS.ProcessEnv = {}): Promise<Control> {
    const env = { ...this.env, OPERATION_LEASE_SECONDS: '1', ...more };
    const control = this.program.start(env, 'control');
    this.nodes.push(control);
    return new Control(control, await addressOf(control));
  }

  /** As the owner, on the control plane. */
  controlRows<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return asOwner(async (owner) => (await owner.query<Row>(sql, [...params])).rows, this.database);
  }

  /** Changes the directory there, as an owner may who moves its version along. */
  async changeDirectory(sql: string): Promise<void> {
    await this.controlRows(
      `WITH moved AS (UPDATE platform.directory_version SET version = gen_random_uuid(), moved_in = pg_current_xact_id()) ${sql}`,
    );
  }

  /** What a second `migrate` of this version says. */
  migrate(): Promise<string> {
    return this.program.answer({ ...this.env, LOG_LEVEL: 'fatal' }, 'migrate');
  }

  startWorker(): void {
    this.worker = this.program.start(this.env, 'worker');
    this.keepLogOf(this.worker);
  }

  /** What the API and its worker have logged. */
  get log(): string {
    return Buffer.concat(this.written).toString('utf8');
  }

  private keepLogOf({ stdout }: ChildProcess): void {
    stdout?.on('data', (part: Buffer) => this.written.push(part));
  }

  /** Ends the worker as a crash of its machine would. */
  async killWorker(): Promise<void> {
    if (this.worker) await ended(this.worker, 'SIGKILL');
  }

  /** Asks the API to end, and resolves to its exit code. */
  async end(): Promise<number | null> {
    return ended(this.api);
  }

  /** Forgets every tenant, as a laptop that starts over does; answers what is left of their databases and roles. */
  async reset(): Promise<string[]> {
    const roles = await rolesOf(this.database);
    await this.program.run(this.env, 'cli', 'reset', '--yes');
    const { rows } = await asOwner((owner) =>
      owner.query<{ name: string }>(
        'SELECT datname AS name FROM pg_database WHERE datname = $1 UNION SELECT rolname FROM pg_roles WHERE rolname = ANY($2)',
        [cellOf(this.database), roles],
      ),
    );
    return rows.map(({ name }) => name);
  }

  async stop(): Promise<void> {
    await Promise.all([this.end(), this.worker && ended(this.worker), ...this.nodes.map((node) => ended(node))]);
    await this.issuer.close();
    await this.program.remove();
    const roles = await rolesOf(this.database);
    await asOwner(async (owner) => {
      for (const database of [cellOf(this.database), this.database])
        await owner.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
      for (const role of roles) await owner.query(`DROP ROLE IF EXISTS ${role}`);
    });
  }
}
