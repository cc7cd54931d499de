import type { Tenant } from '@lianpiao/authz';
import { z } from '@lianpiao/config';
import { Inject, Injectable } from '@nestjs/common';

import { DerivedKeys, isSigned, signature } from '../domain/derived-keys.js';
import { ORDERING_CONFIG, type OrderingConfig } from '../ordering.config.js';
import { PaymentProvider, type PaymentOrder, type ProviderPayment } from '../ordering.ports.js';

const TIME_OUT_MS = 5_000;

const paymentAnswer = z.object({
  id: z.string(),
  state: z.enum(['pending', 'succeeded', 'declined', 'expired']),
  checkoutUrl: z.string().default(''),
  amountMinor: z.string().regex(/^\d+$/).transform(BigInt),
  currency: z.string(),
  feeMinor: z.string().regex(/^\d+$/).default('0').transform(BigInt),
});
const refundAnswer = z.object({ id: z.string() });

/** Speaks the sandbox provider's signed HTTP. Each tenant is a merchant of its own, registered on first use. */
@Injectable()
export class SandboxPsp extends PaymentProvider {
  readonly name = 'sandbox-psp';
  private readonly registered = new Map<string, Promise<void>>();
  private readonly keys: DerivedKeys;

  constructor(@Inject(ORDERING_CONFIG) private readonly config: OrderingConfig) {
    super();
    this.keys = new DerivedKeys(config.DATA_ENCRYPTION_KEY.reveal());
  }

  async create(tenant: Tenant, payment: PaymentOrder): Promise<ProviderPayment> {
    const body = {
      ...payment,
      amountMinor: payment.amountMinor.toString(),
      expiresAt: payment.expiresAt.toISOString(),
    };
    return paymentAnswer.parse(await this.call(tenant, 'POST', '/v1/payments', body));
  }

  async find(tenant: Tenant, providerPaymentId: string): Promise<ProviderPayment> {
    return paymentAnswer.parse(await this.call(tenant, 'GET', `/v1/payments/${encodeURIComponent(providerPaymentId)}`));
  }

  async refund(
    tenant: Tenant,
    providerPaymentId: string,
    reference: string,
    amountMinor: bigint,
  ): Promise<{ readonly id: string }> {
    const path = `/v1/payments/${encodeURIComponent(providerPaymentId)}/refunds`;
    return refundAnswer.parse(
      await this.call(tenant, 'POST', path, { reference, amountMinor: amountMinor.toString() }),
    );
  }

  isGenuine(tenant: Tenant, header: string | undefined, rawBody: Buffer, now: Date): boolean {
    return isSigned(this.key(tenant, 'merchant-webhook'), header, rawBody, now);
  }

  private async call(tenant: Tenant, method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    await this.register(tenant);
    const text = body ? JSON.stringify(body) : '';
    const answer = await fetch(new URL(path, this.config.PSP_URL), {
      method,
      headers: {
        'content-type': 'application/json',
        'x-merchant': tenant.id,
        'x-signature': signature(this.key(tenant, 'merchant-api'), text, new Date()),
      },
      ...(body && { body: text }),
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    if (answer.status === 401) this.registered.delete(tenant.id);
    if (!answer.ok) throw new Error(`payment provider answered ${answer.status}`);
    return answer.json();
  }

  private register(tenant: Tenant): Promise<void> {
    const known = this.registered.get(tenant.id);
    if (known) return known;
    const registering = this.putMerchant(tenant);
    this.registered.set(tenant.id, registering);
    registering.catch(() => this.registered.delete(tenant.id));
    return registering;
  }

  private async putMerchant(tenant: Tenant): Promise<void> {
    const answer = await fetch(new URL(`/admin/merchants/${tenant.id}`, this.config.PSP_URL), {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.config.PSP_ADMIN_SECRET.reveal()}` },
      body: JSON.stringify({
        apiKey: this.key(tenant, 'merchant-api'),
        webhookSecret: this.key(tenant, 'merchant-webhook'),
      }),
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    if (!answer.ok) throw new Error(`payment provider answered ${answer.status} to a registration`);
  }

  private key(tenant: Tenant, purpose: 'merchant-api' | 'merchant-webhook'): string {
    return this.keys.of(purpose, tenant.id);
  }
}
