import { expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const LINK = /\]\((?!https?:|mailto:)([^)#]+)(?:#[^)]*)?\)/g;
/** A file or folder of ours, as pages name it in running text; with a placeholder in it, it is a pattern. */
const PATH = /`((?:apps|data|docs|libs|migrations|tools)\/[\w./-]+)`/g;

const pages = [
  ...readdirSync(ROOT),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
].filter((path) => path.endsWith('.md'));

function missing(pattern: RegExp, resolve: (page: string, target: string) => string): string[] {
  return pages.flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(pattern)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(ROOT, resolve(page, target))))
      .map((target) => `${page}: ${target}`),
  );
}

it('every link of a page leads somewhere', () => {
  expect(pages.length).toBeGreaterThan(40);
  expect(missing(LINK, (page, target) => join(dirname(page), target))).toEqual([]);
});

it('every path that a page names is there', () => {
  expect(missing(PATH, (_page, target) => target)).toEqual([]);
});
