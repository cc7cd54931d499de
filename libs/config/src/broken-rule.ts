import type { z } from 'zod';

/** Which rule a value breaks, from the rule alone: zod's own messages are not used, for a rule's author may quote the value. */
export function ruleOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `must match ${issue.pattern ?? 'its pattern'}` : `expected ${issue.format}`;
    default:
      return issue.code.replaceAll('_', ' ');
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}
