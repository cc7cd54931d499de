import type { Tenant } from '@lianpiao/authz';

import { PaymentProvider, type PaymentOrder, type ProviderPayment } from '../ordering.ports.js';

/** A payment provider that does as it is told, and knows a payment by our reference as a real one does. */
export class RecordedProvider extends PaymentProvider {
  readonly name = 'recorded-psp';
  /** What it thinks of each payment; pending where nothing is said. */
  readonly states = new Map<string, ProviderPayment['state']>();
  /** What each payment is for, by its own id. */
  readonly payments = new Map<string, Pick<ProviderPayment, 'amountMinor' | 'currency'>>();
  readonly refunds = new Map<string, bigint>();
  /** Payments, by its own ids, about which it only has errors to tell. */
  readonly troubled = new Set<string>();
  away = false;

  create(_tenant: Tenant, { reference, amountMinor, currency }: PaymentOrder): Promise<ProviderPayment> {
    if (this.away) return Promise.reject(new Error('away'));
    this.payments.set(`psp-${reference}`, { amountMinor, currency });
    return Promise.resolve(this.payment(`psp-${reference}`));
  }

  find(_tenant: Tenant, id: string): Promise<ProviderPayment> {
    if (this.troubled.has(id)) return Promise.reject(new Error('no idea'));
    return Promise.resolve(this.payment(id));
  }

  refund(_tenant: Tenant, id: string, reference: string, amountMinor: bigint): Promise<{ readonly id: string }> {
    if (this.troubled.has(id)) return Promise.reject(new Error('no idea'));
    this.refunds.set(reference, amountMinor);
    return Promise.resolve({ id: `psp-${reference}` });
  }

  isGenuine(_tenant: Tenant, signature: string | undefined): boolean {
    return signature === 'genuine';
  }

  private payment(id: string): ProviderPayment {
    const { amountMinor, currency } = this.payments.get(id) ?? { amountMinor: 0n, currency: 'CNY' };
    const state = this.states.get(id) ?? 'pending';
    return { id, state, amountMinor, currency, checkoutUrl: `http://psp.invalid/${id}`, feeMinor: 60n };
  }
}
