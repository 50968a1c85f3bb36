import { toast } from 'sonner';

type Action = { label: string; onClick: () => void };

/** Says that something was done, with the way back where there is one. */
export const told = (message: string, action?: Action) => toast(message, action ? { action } : undefined);

/** Says what went wrong, what to do, and leaves a code to copy. */
export const failed = (problem: { title: string; detail: string; traceId?: string | undefined }, action?: Action) =>
  toast.error(problem.title, { description: problem.detail, duration: 10_000, action: action ?? (problem.traceId ? { label: 'Copy code', onClick: () => void navigator.clipboard.writeText(problem.traceId ?? '') } : undefined) });
