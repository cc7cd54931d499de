/** What each kind of operation is told; plain data, since it is stored. */
export interface OperationInputs {
  readonly provision: {
    readonly slug: string;
    readonly name: { readonly zh: string; readonly en: string };
    readonly currency: string;
    readonly timeZone: string;
    readonly accentColor: string;
    readonly administrator: { readonly username: string; readonly displayName: string; readonly email: string };
  };
  readonly move: { readonly slug: string; readonly cell: string };
  readonly abortMove: { readonly slug: string };
  readonly export: { readonly slug: string; readonly archive: string };
  readonly restore: { readonly slug: string; readonly archive: string; readonly sha256: string | null };
  /** sha256: of the archive that is kept; null: there is to be none. */
  readonly erase: {
    readonly slug: string;
    readonly sha256: string | null;
    readonly actor: string;
    readonly reason: string;
  };
}
export type OperationKind = keyof OperationInputs;

/** What there is to know once it is done; which of these depends on the kind. */
export interface OperationResult {
  readonly host?: string;
  readonly cell?: string;
  readonly archive?: string;
  readonly sha256?: string;
  /** Whether an operation wrote that archive of this tenant. */
  readonly verified?: boolean;
  readonly rows?: number;
  readonly bytes?: number;
  /** How long nobody could write. */
  readonly pauseMs?: number;
  /** Cells that did not answer and may still have something of the tenant. */
  readonly unreached?: readonly string[];
}

export interface OperationStep {
  readonly name: string;
  readonly doneAt: string;
}

export interface OperationFailure {
  readonly code: string;
  /** Safe fields of the failure, as text. */
  readonly detail: string | null;
}

export type OperationState = 'queued' | 'running' | 'succeeded' | 'failed';

export interface Operation<Kind extends OperationKind = OperationKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly slug: string;
  readonly input: OperationInputs[Kind];
  readonly actor: string;
  readonly reason: string;
  readonly state: OperationState;
  readonly steps: readonly OperationStep[];
  readonly attempts: number;
  /** How many of them ended by a fault; an outage is none. */
  readonly faults: number;
  /** Why the last of them did not succeed. */
  readonly trouble: OperationFailure | null;
  readonly result: OperationResult | null;
  readonly failure: OperationFailure | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}
