import { cruise } from 'dependency-cruiser';
import { rules } from './rules.mjs';

const resolving = {
  exportsFields: ['exports'],
  conditionNames: ['import', 'node', 'default'],
  extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
};

/**
 * @param {string} baseDir
 * @param {string[]} folders
 * @returns {Promise<{ rule: string, text: string }[]>}
 */
export async function forbiddenImports(baseDir, folders) {
  const options = {
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^tools/architecture/fixtures|/dist/|/generated/' },
  };
  const { output } = await cruise(folders, options, resolving);
  if (output.summary.totalCruised === 0) throw new Error(`nothing was read under ${baseDir}`);
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, text: `${from} -> ${to}` }));
}
