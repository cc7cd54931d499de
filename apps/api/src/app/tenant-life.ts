import type { Tenant } from '@lianpiao/authz';
import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { join } from 'node:path';

import {
  AdoptStaff,
  clusterOfNewRealms,
  ReadmitStaff,
  RealmProvisioner,
  RealmRemoval,
  type FirstMember,
} from '../modules/identity/index.js';
import {
  OperationRepository,
  TenantLife,
  type OperationInputs,
  type OperationResult,
} from '../modules/control/index.js';
import {
  assertProvisionable,
  ControlRepository,
  EraseTenant,
  ExportTenant,
  keyId,
  MigrateTenant,
  MoveTenant,
  ProvisionTenant,
  RestoreTenant,
  TenantRepository,
  TenantUnknown,
  WorkFolders,
  type Exported,
  type NewTenant,
  type OnStep,
  type TenantFacts,
  type TenantSeed,
} from '../modules/tenancy/index.js';
import { seeds } from './modules.js';
import { originOf } from './origins.js';
import { Runtime } from './runtime.js';

export interface Provisioned {
  readonly id: string;
  readonly slug: string;
  readonly host: string;
}

const quiet: OnStep<string> = () => undefined;

/** The life of a tenant with all that the modules put into it: what the control plane and the command line both do. */
@Injectable()
export class RuntimeTenantLife extends TenantLife {
  private readonly tenants = new TenantRepository();
  private readonly control = new ControlRepository();
  private readonly operations = new OperationRepository();

  constructor(
    private readonly runtime: Runtime,
    private readonly realms: RealmProvisioner,
    private readonly staff: AdoptStaff,
    private readonly readmission: ReadmitStaff,
    private readonly modules: ModuleRef,
  ) {
    super();
  }

  async provision(wanted: OperationInputs['provision'], onStep: OnStep<string>): Promise<OperationResult> {
    const { administrator, ...authority } = wanted;
    const first = { ...administrator, roles: ['bureau-admin'], attractionCodes: [] } as const;
    const { host } = await this.provisionWith(authority, [first], onStep);
    return { host };
  }

  /** With whoever works there from the first day. */
  async provisionWith(
    wanted: Omit<NewTenant, 'authServerUrl'>,
    staff: readonly FirstMember[],
    onStep: OnStep<string> = quiet,
  ): Promise<Provisioned> {
    const { unitOfWork, clock, config } = this.runtime;
    const provision = new ProvisionTenant(unitOfWork, this.tenants, this.migrator(), this.seeds(), clock);
    const host = this.hostOf(wanted.slug);
    const authority = { ...wanted, authServerUrl: clusterOfNewRealms(config.identity) };
    const { id, slug } = await provision.execute(
      authority,
      host,
      async (made) => {
        await this.makeRealm(made, host);
        await this.staff.execute(made, staff);
      },
      onStep,
    );
    return { id, slug, host };
  }

  /** @throws SlugTaken, InvalidInput */
  async assertProvisionable(wanted: TenantFacts): Promise<void> {
    await this.runtime.unitOfWork.operator((tx) => assertProvisionable(tx, this.tenants, wanted));
  }

  async move({ slug, cell }: OperationInputs['move'], onStep: OnStep<string>): Promise<OperationResult> {
    const { pauseMs, rows, unreached } = await this.mover().execute((await this.tenantOf(slug)).id, cell, onStep);
    return { cell, pauseMs: Math.round(pauseMs ?? 0), rows, ...named(unreached) };
  }

  async abortMove({ slug }: OperationInputs['abortMove'], onStep: OnStep<string>): Promise<OperationResult> {
    const { cell, unreached } = await this.mover().abort((await this.tenantOf(slug)).id);
    await onStep('clean');
    return { cell, ...named(unreached) };
  }

  async export({ slug, archive }: OperationInputs['export'], onStep: OnStep<string>): Promise<OperationResult> {
    const { sha256, rows, bytes } = await this.exportTo(slug, this.fileOf(archive), onStep);
    return { archive, sha256, rows, bytes };
  }

  exportTo(slug: string, file: string, onStep: OnStep<string>): Promise<Exported> {
    const { unitOfWork, addresses, config, clock } = this.runtime;
    const key = config.ticketing.DATA_ENCRYPTION_KEY;
    return new ExportTenant(unitOfWork, this.tenants, addresses, key, clock, this.folders()).execute(
      slug,
      file,
      onStep,
    );
  }

  restore({ slug, archive, sha256 }: OperationInputs['restore'], onStep: OnStep<string>): Promise<OperationResult> {
    return this.restoreFrom(this.fileOf(archive), slug, sha256 ?? undefined, onStep);
  }

  async restoreFrom(
    file: string,
    slug: string,
    sha256: string | undefined,
    onStep: OnStep<string> = quiet,
  ): Promise<OperationResult & Provisioned> {
    const { unitOfWork, config, clock, migrations } = this.runtime;
    const host = this.hostOf(slug);
    const wanted = {
      ...{ file, slug, host, sha256 },
      authServerUrl: clusterOfNewRealms(config.identity),
      dataKeyId: keyId(config.ticketing.DATA_ENCRYPTION_KEY),
    };
    const restoring = new RestoreTenant(
      ...([unitOfWork, this.tenants, migrations.tenant, this.migrator(), clock, this.folders()] as const),
    );
    const open = async (made: Tenant) => {
      await this.makeRealm(made, host);
      await this.readmission.execute(made);
    };
    const { id, scope } = await restoring.execute(wanted, open, onStep);
    return { id, slug, host, cell: scope.cell };
  }

  async erase(wanted: OperationInputs['erase'], onStep: OnStep<string>): Promise<OperationResult> {
    const { unitOfWork, addresses, config, clock } = this.runtime;
    const { sha256, ...who } = wanted;
    const realms = new RealmRemoval(config.identity);
    const erasing = new EraseTenant(unitOfWork, this.tenants, addresses, clock);
    const archive = sha256 === null ? 'waived' : { sha256, verified: await this.wrote(who.slug, sha256) };
    const proof = await erasing.execute({ ...who, archive }, (tenant) => realms.remove(tenant), onStep);
    const rows = Object.values(proof.rows).reduce((sum, counted) => sum + counted, 0);
    return proof.archive === 'waived' ? { rows } : { sha256: proof.archive, verified: proof.verified ?? false, rows };
  }

  /** Gives a tenant that an earlier version made, or that is reached elsewhere now, the realm and the staff it would be made with. */
  async catchUp(slug: string, staff: readonly FirstMember[]): Promise<void> {
    await this.convergeRealm(slug);
    await this.staff.execute(await this.tenantOf(slug), staff);
  }

  async convergeRealm(slug: string): Promise<void> {
    const { unitOfWork } = this.runtime;
    const { tenant, wanted } = await unitOfWork.operator(async (tx) => {
      const found = await this.tenants.findBySlug(tx, slug);
      if (!found) throw new TenantUnknown(slug);
      return { tenant: found, wanted: await this.control.realmWanted(tx, found.id) };
    });
    await this.makeRealm(tenant);
    await unitOfWork.operator((tx) => this.control.realmTold(tx, tenant.id, wanted));
  }

  /** @param more hosts it is about to have, beside those of its rows */
  private async makeRealm(tenant: Tenant, ...more: readonly string[]): Promise<void> {
    const known = await this.runtime.unitOfWork.operator((tx) => this.tenants.hostsOf(tx, tenant.id));
    const hosts = [...new Set([...known, ...more])].sort();
    await this.realms.converge(
      tenant,
      hosts.map((host) => this.originOf(host)),
    );
  }

  private folders(): WorkFolders {
    return new WorkFolders(this.runtime.config.control.ARCHIVE_DIR);
  }

  private wrote(slug: string, sha256: string): Promise<boolean> {
    return this.runtime.unitOfWork.operator((tx) => this.operations.exported(tx, slug, sha256));
  }

  private migrator(): MigrateTenant {
    const { unitOfWork, addresses, migrations } = this.runtime;
    return new MigrateTenant(unitOfWork, this.tenants, addresses, migrations.tenant);
  }

  private mover(): MoveTenant {
    const { unitOfWork, addresses, migrations, clock } = this.runtime;
    return new MoveTenant(unitOfWork, this.tenants, addresses, migrations.tenant, clock);
  }

  private seeds(): TenantSeed[] {
    const instances = seeds.map((seed) => this.modules.get<{ seed: TenantSeed }>(seed, { strict: false }));
    return instances.map((instance) => (tx, tenant, now) => instance.seed(tx, tenant, now));
  }

  private tenantOf(slug: string): Promise<Tenant> {
    return this.runtime.unitOfWork.directory((tx) => this.tenants.ready(tx, slug));
  }

  private hostOf(slug: string): string {
    return `${slug}.${this.runtime.config.tenancy.PUBLIC_BASE_HOST}`;
  }

  private originOf(host: string): string {
    return originOf(this.runtime.config, host);
  }

  private fileOf(archive: string): string {
    return join(this.runtime.config.control.ARCHIVE_DIR, archive);
  }
}

/** Nothing is said of cells where all of them answered. */
function named(unreached: readonly string[]): Pick<OperationResult, 'unreached'> {
  return unreached.length > 0 ? { unreached } : {};
}
