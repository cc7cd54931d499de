/** Which module may import which: its `index.ts`, nothing behind it. */
export const modules = {
  tenancy: [],
  // Every module whose acts are privileged records them in its own transaction.
  audit: [],
  identity: ['tenancy', 'audit'],
  // The operators' door: what is done to tenants, and who is let in.
  control: ['tenancy', 'identity'],
  catalog: ['audit'],
  inventory: ['catalog'],
  ordering: ['audit', 'catalog', 'inventory'],
  // tenancy: a gate's list is signed under the tenant's own directory entry.
  ticketing: ['audit', 'tenancy', 'catalog', 'inventory', 'ordering'],
  // catalog: a statement names every attraction.
  settlement: ['audit', 'catalog', 'ordering', 'ticketing'],
  channel: ['catalog', 'inventory', 'ordering', 'ticketing', 'settlement'],
  insight: ['catalog', 'inventory', 'ordering', 'ticketing'],
  sla: ['tenancy'],
};

/** Which library may import which. */
export const libs = {
  kernel: [],
  config: [],
  telemetry: [],
  'ticket-token': [],
  'graphql-client': [],
  db: ['kernel'],
  outbox: ['db', 'kernel'],
  authz: ['db', 'kernel'],
  graphql: ['authz', 'db', 'kernel'],
  jobs: ['authz', 'kernel', 'outbox'],
  testing: ['authz', 'db', 'kernel'],
};

/** Which feature of the portal may import which: the modules of the same names, in the same direction. */
export const features = {
  // What identity is to visitors.
  account: [],
  catalog: [],
  ordering: ['catalog'],
};
