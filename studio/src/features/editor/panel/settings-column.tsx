import { useMemo, useState, type ReactNode } from 'react';
import type { Fault, NodeDefinition, NodeType } from '@/api/model';
import { useEditing } from '@/document/hooks';
import { Tabs } from '@/ui/tabs';
import { CredentialsTab } from './credentials-tab';
import { NotesTab } from './notes-tab';
import { ParametersTab } from './parameters-tab';
import { PolicyTab } from './policy-tab';

const partOf = (fault: Fault): string => {
  const field = fault.field ?? '';
  if (field.startsWith('policy')) return 'policy';
  return field.startsWith('credentials') || fault.code.startsWith('credential') || fault.code === 'unknown-slot' ? 'credentials' : 'parameters';
};

/** Everything that can be set on a node. */
export function SettingsColumn({ node, type }: { node: NodeDefinition; type: NodeType | undefined }) {
  const [tab, setTab] = useState('parameters');
  const all = useEditing(state => state.editing.faults);
  const faults = useMemo(() => all.filter(fault => fault.nodeId === node.id), [all, node.id]);
  const general = faults.filter(fault => partOf(fault) === 'parameters' && !fault.field?.startsWith('parameters'));
  const label = (id: string, text: string): ReactNode => {
    const wrong = faults.filter(fault => partOf(fault) === id && fault.severity === 'error').length;
    return wrong === 0 ? text : <span className="flex items-center gap-1">{text}<span aria-label={`${wrong} to look at`} className="rounded-full bg-failed-soft px-1.5 text-meta text-failed">{wrong}</span></span>;
  };
  const hasCredentials = (type?.credentials.length ?? 0) > 0 || Object.keys(node.credentials ?? {}).length > 0;
  const parameters = (
    <>
      {general.length > 0 && <ul className="m-4 mb-0 flex flex-col gap-1">{general.map(fault => <li key={fault.code + fault.message} className={fault.severity === 'error' ? 'rounded border border-failed/40 bg-failed-soft p-2 text-meta' : 'rounded border border-decision/40 bg-decision-soft p-2 text-meta'}>{fault.message}</li>)}</ul>}
      <ParametersTab node={node} type={type} faults={faults} />
    </>
  );
  const tabs = [
    { id: 'parameters', label: label('parameters', 'Parameters'), content: parameters },
    ...(hasCredentials ? [{ id: 'credentials', label: label('credentials', 'Credentials'), content: <CredentialsTab node={node} type={type} faults={faults} /> }] : []),
    { id: 'policy', label: label('policy', 'Policy'), content: <PolicyTab node={node} type={type} faults={faults} /> },
    { id: 'notes', label: node.notes ? 'Notes •' : 'Notes', content: <NotesTab node={node} /> },
  ];
  return <Tabs className="h-full bg-n1 [&>[role=tablist]]:h-10 [&>[role=tablist]]:items-end" label="Settings of the node" tabs={tabs} value={tabs.some(one => one.id === tab) ? tab : 'parameters'} onChange={setTab} />;
}
