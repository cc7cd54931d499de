import type { TenantTx } from '@lianpiao/db';
import { newId } from '@lianpiao/kernel';
import { Injectable } from '@nestjs/common';

import { definitionHash, type SplitDefinition } from '../domain/split-rule.js';

export interface SplitRule {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly definition: SplitDefinition;
  readonly definitionHash: string;
}

@Injectable()
export class SplitRuleRepository {
  /** The newest version of a rule. */
  latest(tx: TenantTx, code: string): Promise<SplitRule | undefined> {
    return tx.one<SplitRule>(
      `SELECT id, code, version, definition, definition_hash AS "definitionHash" FROM split_rule WHERE code = $1 ORDER BY version DESC LIMIT 1`,
      [code],
    );
  }

  /** Adds a version, unless the newest says the same already. Versions of one rule are made one after another. */
  async define(
    tx: TenantTx,
    code: string,
    definition: SplitDefinition,
    actor: string,
    now: Date,
  ): Promise<{ readonly rule: SplitRule; readonly before: SplitRule | undefined }> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `split-rule:${tx.scope.schema}:${code}`,
    ]);
    const before = await this.latest(tx, code);
    const hash = definitionHash(definition);
    if (before?.definitionHash === hash) return { rule: before, before };
    const rule = { id: newId(), code, version: (before?.version ?? 0) + 1, definition, definitionHash: hash };
    await tx.execute(
      `INSERT INTO split_rule (id, code, version, definition, definition_hash, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [rule.id, code, rule.version, JSON.stringify(definition), hash, now, actor],
    );
    return { rule, before };
  }

  /** The rule the next sale of a product would be under; two who assign one at once come one after the other. */
  async inForce(tx: TenantTx, productId: string): Promise<Pick<SplitRule, 'code' | 'version'> | undefined> {
    await tx.execute('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `product-split:${tx.scope.schema}:${productId}`,
    ]);
    return tx.one(
      `SELECT code, version FROM split_rule WHERE id = coalesce(
         (SELECT split_rule_id FROM product_split WHERE product_id = $1 ORDER BY assigned_at DESC LIMIT 1),
         (SELECT id FROM split_rule WHERE code = 'default' ORDER BY version DESC LIMIT 1))`,
      [productId],
    );
  }

  async assign(tx: TenantTx, productId: string, ruleId: string, actor: string, now: Date): Promise<void> {
    await tx.execute(
      'INSERT INTO product_split (product_id, assigned_at, split_rule_id, assigned_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [productId, now, ruleId, actor],
    );
  }
}
