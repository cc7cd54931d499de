export { BadConfig, defineConfig, loadConfig, secret, type ConfigOf, type ConfigSlice } from './config.js';
export { describeConfig } from './describe-config.js';
export { dataKey } from './data-key.js';
export { Secret } from './secret.js';
export { z } from 'zod';
