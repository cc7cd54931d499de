import { AbilityBuilder, createMongoAbility, subject as typed, type MongoAbility } from '@casl/ability';
import { rulesToAST } from '@casl/ability/extra';
import { DomainFailure } from '@lianpiao/kernel';

import type { Principal } from './context.js';
import { RULES, type Action, type Role, type Rule, type Subject } from './rules.js';

/** The caller is known and may not do this; the anonymous are asked to sign in instead. */
export class NotPermitted extends DomainFailure {
  readonly code: 'FORBIDDEN' | 'UNAUTHENTICATED';

  constructor(
    readonly action: Action,
    readonly subject: Subject,
    anonymous: boolean,
  ) {
    super(`${action} ${subject}`);
    this.code = anonymous ? 'UNAUTHENTICATED' : 'FORBIDDEN';
  }
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What one principal may do. A door asks `canSome` (could any instance do?); after loading, the use case asks `must` with the
 * instance itself. Neither replaces the other.
 */
export class Ability {
  private readonly casl: MongoAbility;

  constructor(
    private readonly principal: Principal,
    rules: Readonly<Record<Role, readonly Rule[]>> = RULES,
  ) {
    const { can, build } = new AbilityBuilder<MongoAbility>(createMongoAbility);
    for (const rule of principal.roles.flatMap((role) => rules[role])) {
      grant(can, rule, principal);
    }
    this.casl = build();
  }

  /** Whether there is any instance the caller may act on: the check at the door. */
  canSome(action: Action, subject: Subject): boolean {
    return this.casl.can(action, subject);
  }

  /** Whether the caller may act on this very instance. */
  can(action: Action, subject: Subject, fields: Fields): boolean {
    return this.casl.can(action, typed(subject, { ...fields }));
  }

  /** What an instance must be like for the caller to act on it; null where there is none. Lists are filtered by it in SQL. */
  conditions(action: Action, subject: Subject): object | null {
    return rulesToAST(this.casl, action, subject);
  }

  /** @throws NotPermitted */
  must(action: Action, subject: Subject, fields: Fields): void {
    if (!this.can(action, subject, fields)) throw new NotPermitted(action, subject, this.principal.anonymous);
  }

  /** @throws NotPermitted */
  mustSome(action: Action, subject: Subject): void {
    if (!this.canSome(action, subject)) throw new NotPermitted(action, subject, this.principal.anonymous);
  }
}

const abilities = new WeakMap<Principal, Ability>();

/** The ability of a principal, made once: it never changes, and compiling its conditions costs more than most answers. */
export function abilityOf(principal: Principal): Ability {
  const known = abilities.get(principal);
  if (known) return known;
  const made = new Ability(principal);
  abilities.set(principal, made);
  return made;
}

function grant(can: AbilityBuilder<MongoAbility>['can'], rule: Rule, principal: Principal): void {
  if (!rule.where) {
    can([...rule.actions], [...rule.subjects]);
    return;
  }
  can([...rule.actions], [...rule.subjects], defined(rule.where(principal)));
}

/** An undefined condition would match rows that lack the field, an empty one would match everything: both are mistakes. */
function defined(where: Fields): Fields {
  if (Object.keys(where).length === 0) throw new Error('a rule with an empty condition matches everything');
  if (hasUndefined(where)) throw new Error('a rule with an undefined condition');
  return where;
}

function hasUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUndefined);
}
