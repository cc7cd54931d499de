import type { TenantTx } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

export interface SigningKeyRow {
  key_id: string;
  algorithm: 'Ed25519';
  public_key: Buffer;
  created_at: Date;
  retired_at: Date | null;
}

/** The keys a tenant signs tickets with. The private half leaves the database sealed. */
@Injectable()
export class SigningKeyRepository {
  /** Every key, the retired ones too: their tickets stay genuine. */
  all(tx: TenantTx): Promise<SigningKeyRow[]> {
    return tx.query<SigningKeyRow>(
      'SELECT key_id, algorithm, public_key, created_at, retired_at FROM signing_key ORDER BY created_at, key_id',
    );
  }

  /** The key new tickets are signed with. */
  active(tx: TenantTx): Promise<{ key_id: string; private_key_sealed: Buffer } | undefined> {
    return tx.one(
      'SELECT key_id, private_key_sealed FROM signing_key WHERE retired_at IS NULL ORDER BY created_at DESC, key_id LIMIT 1',
    );
  }

  async insert(tx: TenantTx, keyId: string, publicKey: Buffer, sealed: Buffer, now: Date): Promise<void> {
    await tx.execute(
      `INSERT INTO signing_key (key_id, algorithm, public_key, private_key_sealed, created_at) VALUES ($1, 'Ed25519', $2, $3, $4)`,
      [keyId, publicKey, sealed, now],
    );
  }
}
