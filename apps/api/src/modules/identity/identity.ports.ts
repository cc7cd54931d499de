import type { TenantTx } from '@lianpiao/db';

/** The attractions people can work for; catalog knows them. */
export abstract class AttractionDirectory {
  /** Those of the codes that are attractions of the region. */
  abstract known(tx: TenantTx, codes: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Where visitors come from and are sent back to. */
export abstract class PortalOrigins {
  /** Those of every verified host of every tenant. */
  abstract all(): Promise<readonly string[]>;
}

/** Tokens that do not count any more. Times are seconds since 1970, as tokens have them. */
export interface Revocation {
  /** Tenant and subject, or tenant and session. */
  readonly what: string;
  /** Tokens issued later count. */
  readonly issuedUntil: number;
  /** When the last of them has expired. */
  readonly keptUntil: number;
}

/** Tells every node what was revoked. */
export abstract class RevocationFeed {
  abstract publish(revocation: Revocation): Promise<void>;
  /** Calls with all that is still in force, also after a pause of the connection, and then with each new one. */
  abstract follow(onRevocation: (revocation: Revocation) => void): Promise<void>;
  abstract leave(): Promise<void>;
}
