export { BadConfig, defineConfig, describeConfig, loadConfig, secret, type ConfigOf, type ConfigSlice } from './config.js';
export { Secret } from './secret.js';
export { z } from 'zod';
