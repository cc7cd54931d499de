import type { Tenant } from '@lianpiao/authz';

import type { DeviceKey } from './domain/device-key.js';

/** A gate's device as the identity provider knows it. */
export interface DeviceClient {
  readonly clientId: string;
  /** Whom it asks for its tokens, and names as the audience of what it signs. */
  readonly issuer: string;
}

/** Gives the device at a gate a client to sign in with, by its key; identity does. What was given to the one before ends. */
export abstract class GateDevices {
  /** @throws IdentityProviderSilent */
  abstract register(tenant: Tenant, gateCode: string, attractionCode: string, key: DeviceKey): Promise<DeviceClient>;
  /** @throws IdentityProviderSilent */
  abstract remove(tenant: Tenant, gateCode: string): Promise<void>;
}
