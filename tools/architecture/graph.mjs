/** Which module may import which: its `index.ts`, nothing behind it. */
export const modules = {
  tenancy: [],
  identity: ['tenancy'],
  catalog: [],
  inventory: ['catalog'],
  ordering: ['catalog', 'inventory'],
  // tenancy: a gate's list is signed under the tenant's own directory entry.
  ticketing: ['tenancy', 'catalog', 'inventory', 'ordering'],
  // catalog: a statement names every attraction.
  settlement: ['catalog', 'ordering', 'ticketing'],
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
  jobs: ['authz', 'outbox'],
  testing: ['authz', 'db', 'kernel'],
};
