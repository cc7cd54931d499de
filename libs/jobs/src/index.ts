export { JobRunner } from './job-runner.js';
export type { TenantJob } from './tenant-job.js';
export { tryEach } from './try-each.js';
