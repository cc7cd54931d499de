import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * The arguments with which Node runs a TypeScript file of ours.
 * @param {string} file  from the root
 * @param {...string} args
 */
export const typescript = (file, ...args) => ['--import', '@swc-node/register/esm-register', join(root, file), ...args];
