import type { Tenant } from '@lianpiao/authz';
import type { Secret } from '@lianpiao/config';
import type { TenantTx } from '@lianpiao/db';

/** Takes back what was issued for an order; ticketing does. */
export abstract class Fulfilment {
  /**
   * Ends the entitlements of an order that nobody has used; answers their ids.
   * @throws NothingRefundable when any was used or is no longer active
   */
  abstract takeBack(tx: TenantTx, orderId: string, now: Date): Promise<{ readonly passIds: readonly string[] }>;
}

/** Gives a partner's machine a client to sign in with; identity does. */
export abstract class PartnerClients {
  abstract register(
    tenant: Tenant,
    partnerCode: string,
  ): Promise<{ readonly clientId: string; readonly secret: Secret }>;
}

export interface PaymentOrder {
  /** Our payment's id: the provider answers a repeat with the same payment. */
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly description: string;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  readonly expiresAt: Date;
}

export interface ProviderPayment {
  readonly id: string;
  readonly state: 'pending' | 'succeeded' | 'declined' | 'expired';
  readonly checkoutUrl: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly feeMinor: bigint;
}

/** A payment provider. Every call may fail or time out: the caller then does not know, and asks again later. */
export abstract class PaymentProvider {
  abstract readonly name: string;
  abstract create(tenant: Tenant, payment: PaymentOrder): Promise<ProviderPayment>;
  abstract find(tenant: Tenant, providerPaymentId: string): Promise<ProviderPayment>;
  abstract refund(
    tenant: Tenant,
    providerPaymentId: string,
    reference: string,
    amountMinor: bigint,
  ): Promise<{ readonly id: string }>;
  /** Whether a notice comes from the provider, unaltered and recent. */
  abstract isGenuine(tenant: Tenant, signature: string | undefined, rawBody: Buffer, now: Date): boolean;
}
