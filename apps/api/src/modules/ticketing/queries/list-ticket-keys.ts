import type { RequestContext } from '@lianpiao/authz';
import { UnitOfWork } from '@lianpiao/db';
import { Injectable } from '@nestjs/common';

import type { TicketKey } from '../graphql/ticket.types.js';
import { SigningKeyRepository } from '../persistence/signing-key-repository.js';

@Injectable()
export class ListTicketKeys {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: SigningKeyRepository,
  ) {}

  async all(ctx: RequestContext): Promise<TicketKey[]> {
    const rows = await this.unitOfWork.read(ctx, (tx) => this.keys.all(tx));
    return rows.map((row) => ({
      keyId: row.key_id,
      algorithm: row.algorithm,
      publicKey: row.public_key.toString('base64url'),
      createdAt: row.created_at,
      retiredAt: row.retired_at,
    }));
  }
}
