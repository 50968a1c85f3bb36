import { codeOf, type Problem } from '@/api/base';

/** What to do after a save did not work. */
export type Outcome = 'conflict' | 'again' | 'refused' | 'gone';

/** A server that is down or a session that ended comes back by itself; what it refuses stays refused until it is changed. */
export function outcomeOf(problem: Problem): Outcome {
  if (problem.status === 412 || codeOf(problem) === 'stale') return 'conflict';
  if (problem.status === 404) return 'gone';
  if (problem.status === 0 || problem.status === 401 || problem.status === 429 || problem.status >= 500) return 'again';
  return 'refused';
}

/** Seconds until the next try: 1, 2, 4, 8, then every 15. */
export const waitBefore = (attempt: number): number => Math.min(2 ** attempt, 15) * 1_000;

/** Whether two values are the same JSON, whatever the order of their members. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every(key => sameJson(left[key], right[key]));
}
