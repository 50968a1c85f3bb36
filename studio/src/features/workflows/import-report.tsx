import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ImportedWorkflow } from '@/api/model';
import { plural } from '@/lib/format';
import { cn } from '@/lib/cn';

type NodeLine = ImportedWorkflow['report']['nodes'][number];

const kinds = {
  ready: { word: 'Ready', icon: CircleCheck, colour: 'text-succeeded', means: 'Means the same here.' },
  approximate: { word: 'Approximate', icon: TriangleAlert, colour: 'text-decision', means: 'Runs, but look at what the reason names.' },
  stub: { word: 'Stub', icon: CircleDashed, colour: 'text-failed', means: 'There is no such node here: pin its output, or put another in its place.' },
} as const;

/** What became of each node, the ones to look at first; which credentials are needed; what was odd. */
export function ImportReport({ imported: { report, faults } }: { imported: ImportedWorkflow }) {
  const nodes = report.nodes;
  const errors = faults.filter(fault => fault.severity === 'error');
  return (
    <div className="flex flex-col gap-4 pb-2">
      {nodes.length === 0 && <p className="text-n10">It came from here, so everything in it is as it was.</p>}
      {(['stub', 'approximate', 'ready'] as const).map(status => <Kind key={status} status={status} nodes={nodes.filter(node => node.status === status)} />)}
      {report.credentials.length > 0 && <Section title={`${plural(report.credentials.length, 'credential')} to choose`}>{report.credentials.map((needed, at) => <li key={at} className="py-1"><b className="font-medium" dir="auto">{needed.node}</b> <span className="text-n10">{needed.name ?? needed.type}</span></li>)}</Section>}
      {report.notes.length > 0 && <Section title="Notes">{report.notes.map(note => <li key={note} className="py-1" dir="auto">{note}</li>)}</Section>}
      {errors.length > 0 && <Section title={`${plural(errors.length, 'fault')} to mend before it can be published`}>{errors.slice(0, 50).map((fault, at) => <li key={at} className="py-1"><b className="font-medium" dir="auto">{fault.nodeName}</b> {fault.message}</li>)}</Section>}
    </div>
  );
}

function Kind({ status, nodes }: { status: keyof typeof kinds; nodes: NodeLine[] }) {
  if (nodes.length === 0) return null;
  const { word, icon: Icon, colour, means } = kinds[status];
  return (
    <section>
      <h3 className={cn('flex items-center gap-1.5 font-medium', colour)}><Icon className="size-4" />{word}: {plural(nodes.length, 'node')}<span className="font-normal text-n10">{means}</span></h3>
      <ul className="mt-1 max-h-56 overflow-auto rounded border" tabIndex={0} aria-label={`${word} nodes`}>{nodes.map(node => (
        <li key={node.id} className="border-b px-3 py-1.5 last:border-b-0"><span className="font-medium" dir="auto">{node.name}</span> <span className="text-meta text-n10">{node.type} → {node.becomes}</span>{node.reason && <p className="text-n11" dir="auto">{node.reason}</p>}</li>
      ))}</ul>
    </section>
  );
}

const Section = ({ title, children }: { title: string; children: React.ReactNode }) => <section><h3 className="font-medium">{title}</h3><ul className="mt-1 rounded border px-3 py-1">{children}</ul></section>;
