import { expect, it } from '@jest/globals';

import { durationText } from './duration.js';

it.each([
  ['P3D', '3 days', '3天'],
  ['P1D', '1 day', '1天'],
  ['P1Y', '1 year', '1年'],
  ['P18M', '18 months', '18个月'],
  ['PT48H', '2 days', '2天'],
  ['PT90M', '90 minutes', '90分钟'],
])('writes %s as "%s"', (iso, en, zh) => {
  expect([durationText(iso, 'en'), durationText(iso, 'zh-CN')]).toEqual([en, zh]);
});
