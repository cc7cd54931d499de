/** Somebody who operates the platform. */
export interface Operator {
  readonly username: string;
  /** `sub` of their tokens; null until the identity provider has them. */
  readonly subject: string | null;
  readonly email: string;
  readonly state: 'active' | 'disabled';
  readonly version: number;
  readonly convergedVersion: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What the log of operators calls one: never the slug of a tenant. */
export function operatorSubject(username: string): string {
  return `operator:${username}`;
}
