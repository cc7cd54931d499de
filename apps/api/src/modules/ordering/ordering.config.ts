import { dataKey, defineConfig, secret, z, type ConfigOf } from '@lianpiao/config';

export const orderingConfig = defineConfig('Orders and payments', {
  PSP_URL: z.url().describe('Base address of the payment provider'),
  PSP_ADMIN_SECRET: secret('Registers a tenant as a merchant at the sandbox provider'),
  DATA_ENCRYPTION_KEY: dataKey(),
  HOLD_SECONDS: z.coerce
    .number()
    .int()
    .min(30)
    .max(3_600)
    .default(900)
    .describe('How long an unpaid order keeps its places'),
  REFUND_APPROVAL_OVER: z.coerce
    .number()
    .int()
    .min(0)
    .default(1_000)
    .describe('Staff refunds of more than this, in units of the currency (yuan), wait for a second person'),
});
export type OrderingConfig = ConfigOf<typeof orderingConfig>;
export const ORDERING_CONFIG = Symbol('OrderingConfig');
