import { accountOf, type Principal } from './context.js';

export const ROLES = [
  'platform-admin',
  'bureau-admin',
  'finance',
  'attraction-manager',
  'gate-operator',
  'ota-partner',
  'visitor',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

export type Subject =
  | 'Tenant'
  | 'Staff'
  | 'Attraction'
  | 'Product'
  | 'Slot'
  | 'Order'
  | 'Visitor'
  | 'Refund'
  | 'Partner'
  | 'SplitRule'
  | 'Ledger'
  | 'Statement'
  | 'Ticket'
  | 'Redemption'
  | 'Gate'
  | 'Audit';

/** The verbs of the trade. `manage` is every one of them; to `reveal` is to see personal data whole that `read` shows masked. */
export type Action =
  | 'manage'
  | 'read'
  | 'reveal'
  | 'create'
  | 'update'
  | 'publish'
  | 'pay'
  | 'confirm'
  | 'cancel'
  | 'claim'
  | 'refund'
  | 'redeem'
  | 'revoke'
  | 'close'
  | 'approve'
  | 'export';

export interface Rule {
  readonly actions: readonly Action[];
  readonly subjects: readonly Subject[];
  /** Fields the instance must have; absent: any instance. */
  readonly where?: (principal: Principal) => Readonly<Record<string, unknown>>;
}

const ownAttraction = (principal: Principal) => ({ attractionCode: { $in: [...principal.attractionIds] } });
const ownChannel = (principal: Principal) => ({ clientId: principal.clientId });
const published = () => ({ state: 'published' });
const open = () => ({ state: 'open' });
/** A guest proves an order is theirs with the key in its link. */
const keyHeld = () => ({ keyHeld: true });
/** Who signed in has what they bought then, and what they claimed since. */
const ownAccount = (principal: Principal) => ({ visitorSubject: { $in: signedIn(principal, []) } });
/** With its key, as long as it is nobody else's. */
const claimable = (principal: Principal) => ({
  keyHeld: true,
  channelKind: 'storefront',
  visitorSubject: { $in: signedIn(principal, [null]) },
});
/** The account somebody signed in to and what else they may have then; nothing at all for a guest. */
const signedIn = (principal: Principal, more: readonly null[]) => {
  const account = accountOf(principal);
  return account === null ? [] : [account, ...more];
};

/** Who may do what. No role grants a role above itself; auditors have no verb that writes; platform-admin none that pays. */
export const RULES: Readonly<Record<Role, readonly Rule[]>> = {
  'platform-admin': [
    { actions: ['manage'], subjects: ['Tenant', 'Staff'] },
    { actions: ['read'], subjects: ['Attraction', 'Product', 'Slot', 'Gate', 'Audit'] },
  ],
  'bureau-admin': [
    { actions: ['read'], subjects: ['Tenant', 'Ledger', 'Statement', 'Redemption', 'Ticket', 'Refund', 'Audit'] },
    { actions: ['manage'], subjects: ['Staff', 'Attraction', 'Product', 'Slot', 'Partner', 'Gate', 'SplitRule'] },
    { actions: ['read', 'reveal', 'cancel', 'refund'], subjects: ['Order'] },
    { actions: ['read'], subjects: ['Visitor'] },
    { actions: ['create'], subjects: ['Refund'] },
    { actions: ['revoke'], subjects: ['Ticket'] },
  ],
  finance: [
    {
      actions: ['read'],
      subjects: [
        'Tenant',
        'Attraction',
        'Product',
        'Slot',
        'Order',
        'Partner',
        'SplitRule',
        'Ticket',
        'Redemption',
        'Refund',
        'Audit',
      ],
    },
    { actions: ['manage'], subjects: ['Ledger', 'Statement'] },
    { actions: ['reveal', 'refund'], subjects: ['Order'] },
    { actions: ['approve'], subjects: ['Refund'] },
  ],
  'attraction-manager': [
    { actions: ['read'], subjects: ['Product', 'Slot'] },
    { actions: ['create'], subjects: ['Product'], where: ownAttraction },
    { actions: ['read', 'reveal'], subjects: ['Staff'], where: ownAttraction },
    { actions: ['read', 'update'], subjects: ['Attraction'], where: ownAttraction },
    { actions: ['read'], subjects: ['Ticket', 'Redemption', 'Statement'], where: ownAttraction },
    { actions: ['redeem'], subjects: ['Ticket'], where: ownAttraction },
    { actions: ['manage'], subjects: ['Gate'], where: ownAttraction },
  ],
  'gate-operator': [
    { actions: ['read'], subjects: ['Attraction', 'Gate', 'Redemption'], where: ownAttraction },
    { actions: ['redeem', 'read'], subjects: ['Ticket'], where: ownAttraction },
  ],
  'ota-partner': [
    { actions: ['read'], subjects: ['Attraction'], where: open },
    { actions: ['read'], subjects: ['Product'], where: published },
    { actions: ['read'], subjects: ['Slot'] },
    { actions: ['create', 'confirm', 'cancel', 'refund'], subjects: ['Order'], where: ownChannel },
    { actions: ['read', 'reveal'], subjects: ['Order', 'Visitor'], where: ownChannel },
    { actions: ['read'], subjects: ['Ticket', 'Partner'], where: ownChannel },
  ],
  visitor: [
    { actions: ['read'], subjects: ['Attraction'], where: open },
    { actions: ['read'], subjects: ['Product'], where: published },
    { actions: ['read'], subjects: ['Slot', 'Tenant'] },
    { actions: ['create'], subjects: ['Order'], where: () => ({ channelKind: 'storefront' }) },
    { actions: ['read', 'reveal'], subjects: ['Order', 'Visitor'], where: keyHeld },
    { actions: ['read', 'reveal'], subjects: ['Order', 'Visitor'], where: ownAccount },
    { actions: ['pay', 'cancel', 'refund'], subjects: ['Order'], where: keyHeld },
    { actions: ['pay', 'cancel', 'refund'], subjects: ['Order'], where: ownAccount },
    { actions: ['claim'], subjects: ['Order'], where: claimable },
    { actions: ['read'], subjects: ['Ticket'], where: keyHeld },
    { actions: ['read'], subjects: ['Ticket'], where: ownAccount },
  ],
  auditor: [
    {
      actions: ['read'],
      subjects: [
        'Tenant',
        'Staff',
        'Attraction',
        'Product',
        'Slot',
        'Order',
        'Visitor',
        'Refund',
        'Partner',
        'SplitRule',
        'Ledger',
        'Statement',
        'Ticket',
        'Redemption',
        'Gate',
        'Audit',
      ],
    },
    { actions: ['export'], subjects: ['Ledger', 'Statement', 'Audit'] },
  ],
};
