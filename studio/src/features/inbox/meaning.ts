import type { Attention } from '@/api/model';

export type Choice = 'done' | 'again' | 'fail';
export type Asked = { step: number; node: string; nodeId: string; why: string; attachment: string | undefined; entries: Attention[] };

/** What a run asks, one question for each step and sub-node, with all the items that wait there. */
export function questionsOf(attention: readonly Attention[]): Asked[] {
  const questions = new Map<string, Asked>();
  for (const entry of attention) {
    const key = `${entry.step}/${entry.attachment ?? ''}/${entry.why}`;
    const known = questions.get(key);
    if (known) known.entries.push(entry);
    else questions.set(key, { step: entry.step, node: entry.node, nodeId: entry.nodeId, why: entry.why, attachment: entry.attachment ?? undefined, entries: [entry] });
  }
  return [...questions.values()];
}

/** What has happened, in a sentence. */
export function situation({ why, attachment }: Asked): string {
  const what = attachment ? `The call of “${attachment}”` : 'The step';
  if (why === 'breakpoint') return 'The test stopped here, before the step, because a breakpoint is set.';
  if (why === 'held') return `${what} did not go well, and the workflow says that a person decides what follows. Nothing after it has run.`;
  return `${what} had begun when the server stopped. Nobody knows whether it was done: look on the other side first.`;
}

/** What a choice would mean. */
export function meaning(choice: Choice, { why }: Asked, count: number): string {
  const it = count === 1 ? 'it' : `all ${count}`;
  if (choice === 'done') return why === 'held' ? `Counts ${it} as done, and goes on with the output you give, or else with what went in.` : `You looked, and it was done: goes on with the output you give, or else with what went in.`;
  if (choice === 'again') return why === 'held' ? `Does ${it} once more. Put the cause right first.` : `It was not done: does ${it} now. If it was done after all, it happens twice.`;
  return `Counts ${it} as failed. What follows is what the step’s policy says about errors: the run fails, or goes on by the error output.`;
}

/** Which of the entries are meant: one item, one call, or all that wait at the step. */
export const targetOf = (entry: Attention | undefined): { item?: number; call?: number } =>
  entry === undefined ? {} : { ...(entry.item >= 0 ? { item: entry.item } : {}), ...(entry.call === null || entry.call === undefined ? {} : { call: entry.call }) };
