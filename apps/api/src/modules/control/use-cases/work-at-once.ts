import type { OperatorActs, ByOperator, DatabaseAddresses } from '../../tenancy/index.js';
import { connected } from '../../tenancy/index.js';
import { OperationUnderWay } from '../control.failures.js';
import type { OperationKind } from '../domain/operation.js';
import { aloneOn, type OperationRepository } from '../persistence/operation-repository.js';

/** What the command line does itself and at once: recorded like an operation before it begins, and the only one on its tenant. */
export class WorkAtOnce {
  constructor(
    private readonly acts: OperatorActs,
    private readonly operations: OperationRepository,
    private readonly addresses: DatabaseAddresses,
  ) {}

  /** @throws OperationUnderWay, InvalidInput without a reason */
  async execute<T>(
    kind: OperationKind,
    slug: string,
    by: ByOperator,
    wanted: object,
    work: () => Promise<T>,
  ): Promise<T> {
    const control = await connected(this.addresses.owner());
    try {
      // Goes with the connection, and so with the process.
      const lock = 'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS alone';
      const { rows } = await control.query<{ alone: boolean }>(lock, [aloneOn(slug)]);
      if (!rows[0]?.alone) throw new OperationUnderWay();
      await this.acts.begin(`tenant.${kind}`, slug, by, async (tx) => {
        await this.operations.assertNone(tx, slug);
        return { before: null, after: wanted, answer: undefined };
      });
      return await work();
    } finally {
      await control.end();
    }
  }
}
