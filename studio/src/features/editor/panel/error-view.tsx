import { Copy, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Json, Step } from '@/api/model';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { JsonView } from '@/ui/data/json-view';
import { StatusIcon } from '@/ui/status';
import { told } from '@/ui/toast';

/** What somebody can do about an error, by its code. */
export function adviceFor(code: string): string {
  if (code === 'timeout') return 'The time limit was reached. Raise it under Policy, or ask for less at a time.';
  if (/^(host-unknown|connection|connect|network|unreachable)/.test(code)) return 'The other side could not be reached. Look at the address, and whether it answers from where the server is; then retry.';
  if (code === 'http-status') return 'The other side refused. Compare what was sent, below, with what it expects; then retry.';
  if (code.startsWith('expression')) return 'An expression failed for this item. Open the parameter, and watch its preview with the item that failed.';
  if (code.startsWith('credential') || code === 'unauthorized') return 'Look at the credential: test it, or connect it again. Then retry.';
  if (code.startsWith('invalid-parameter')) return 'A parameter has a value that the node cannot take. It is marked in the form.';
  if (code === 'outbound-blocked' || code === 'blocked') return 'The address may not be called from here. An administrator decides which may.';
  return 'Change what caused it, then retry from here: what came before is kept and not done again.';
}

const LISTED = 12;
const listed = (indexes: string[]) => `${indexes.slice(0, LISTED).join(', ')}${indexes.length > LISTED ? ' …' : ''}`;

/** Items that failed for one and the same reason, together. */
export function alike(errors: [string, { code: string; message: string }][]): { code: string; message: string; indexes: string[] }[] {
  const groups = new Map<string, { code: string; message: string; indexes: string[] }>();
  for (const [index, { code, message }] of errors) {
    const known = groups.get(code + message);
    if (known) known.indexes.push(index);
    else groups.set(code + message, { code, message, indexes: [index] });
  }
  return [...groups.values()];
}

/** Why a step failed, at which item, with what it was tried, and what to do next. */
export function ErrorView({ step, onRetry }: { step: Step; onRetry: () => void }) {
  const itemErrors = Object.entries(step.itemErrors ?? {});
  const error = step.error ?? itemErrors[0]?.[1];
  const parameters = Object.entries(step.parameters ?? {});
  const copy = () => void navigator.clipboard.writeText(JSON.stringify({ node: step.node, type: step.type, error, itemErrors: step.itemErrors, parameters: step.parameters, log: step.log }, null, 2)).then(() => told('Copied the error'));
  return (
    <div className="flex flex-col gap-4 overflow-auto p-3">
      <div role="alert" className="rounded-card border border-failed/40 bg-failed-soft p-3">
        <div className="flex items-start gap-2"><StatusIcon status="failed" className="mt-0.5" /><p dir="auto" className="min-w-0 font-medium break-words">{error?.message ?? 'The step failed without saying why.'}</p></div>
        <p className="mt-1 pl-6 text-meta text-n11">{[error?.code, itemErrors.length > 0 ? `${plural(itemErrors.length, 'item')} failed` : '', plural(step.attempts, 'attempt')].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="flex flex-col gap-2">
        <p>{adviceFor(error?.code ?? '')}</p>
        <div className="flex gap-2"><Button look="primary" size="small" onClick={onRetry}><RotateCw />Retry from here</Button><Button size="small" onClick={copy}><Copy />Copy error</Button></div>
      </div>
      {itemErrors.length > 1 && <Part title="Items that failed"><ul className="divide-y rounded border">{alike(itemErrors).slice(0, 50).map(({ code, message, indexes }) => <li key={code + message} className="px-2 py-1.5"><span className="text-meta text-n10">{indexes.length === 1 ? 'Item' : plural(indexes.length, 'item') + ':'} {listed(indexes)} · {code}</span><p dir="auto" className="break-words">{message}</p></li>)}</ul></Part>}
      {error?.details !== undefined && error.details !== null && <Part title="Details"><Tree value={error.details} /></Part>}
      {parameters.map(([item, value]) => <Part key={item} title={parameters.length > 1 ? `Parameters, as tried for item ${item}` : 'Parameters, as they were tried'}><Tree value={value} /></Part>).slice(0, 5)}
      {step.log && step.log.length > 0 && <Part title="Log"><LogLines lines={step.log} /></Part>}
    </div>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => <section><h3 className="mb-1 text-meta font-medium text-n11">{title}</h3>{children}</section>;

const Tree = ({ value }: { value: Json | unknown }) => <div className="h-44 overflow-hidden rounded border"><JsonView items={[value]} sought="" /></div>;

/** What a node has said while it ran. */
export const LogLines = ({ lines }: { lines: string[] }) => <pre dir="auto" className="max-h-60 overflow-auto rounded border bg-n1 p-2 whitespace-pre-wrap break-words">{lines.join('\n')}</pre>;
