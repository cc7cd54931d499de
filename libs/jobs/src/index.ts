export { JobRunner } from './job-runner.js';
export type { TenantJob } from './tenant-job.js';
