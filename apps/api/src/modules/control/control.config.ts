import { defineConfig, z, type ConfigOf } from '@lianpiao/config';

export const controlConfig = defineConfig('Control plane', {
  ARCHIVE_DIR: z.string().default('archives').describe('Folder of the archives that `control` writes and restores'),
  OPERATION_LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(30)
    .describe(
      'How long an operation waits for a `control` process that has gone silent before another goes on with it',
    ),
});
export type ControlConfig = ConfigOf<typeof controlConfig>;
export const CONTROL_CONFIG = Symbol('ControlConfig');
