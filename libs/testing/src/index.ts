export { EmptyDatabase } from './empty-database.js';
export { OwnCluster } from './own-cluster.js';
export { OwnPooler } from './own-pooler.js';
export { tablesReadWhole } from './tables-read-whole.js';
export { TwoTenants } from './two-tenants.js';
export { TcpGate } from './tcp-gate.js';
