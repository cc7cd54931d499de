import { expect, it } from '@jest/globals';
import type { LoggerService } from '@nestjs/common';

import { createLogger, NestLogger } from './index.js';

function listen(): { nest: LoggerService; lines: () => Record<string, unknown>[] } {
  const written: string[] = [];
  const logger = createLogger({ level: 'trace', role: 'api' }, { write: (line: string) => void written.push(line) });
  return {
    nest: new NestLogger(logger),
    lines: () => written.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

it('speaks for Nest at our levels', () => {
  const { nest, lines } = listen();
  nest.log('mapped', 'Router');
  nest.debug?.('d');
  nest.verbose?.('v');
  nest.warn('w', 'Injector');
  nest.error('e', 'at x\nat y', 'Handler');
  nest.fatal?.('f');
  expect(lines().map(({ level, msg, context }) => [level, msg, context])).toEqual([
    [20, 'mapped', 'Router'],
    [20, 'd', undefined],
    [10, 'v', undefined],
    [40, 'w', 'Injector'],
    [50, 'e', 'Handler'],
    [60, 'f', undefined],
  ]);
});

it('takes an error apart and no stack for a context', () => {
  const { nest, lines } = listen();
  nest.error(new TypeError('no such thing'));
  nest.error('failed', 'Error: x\n    at y');
  expect(lines()[0]).toMatchObject({ msg: 'TypeError', error: { type: 'TypeError', message: 'no such thing' } });
  expect(lines()[1]?.context).toBeUndefined();
});
