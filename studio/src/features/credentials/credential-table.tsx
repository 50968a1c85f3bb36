import { CircleAlert, CircleCheck, CircleHelp, Ellipsis, FlaskConical, Link2, Pencil, Trash2, Unlink } from 'lucide-react';
import { Link } from 'react-router';
import { useDisconnectCredentialMutation, useGetCredentialUsageQuery, type CredentialTest } from '@/api/credentials';
import type { Credential, CredentialType } from '@/api/model';
import type { useCredentialActions } from '@/api/use-credential-actions';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { ConnectionMark } from '@/ui/connection-mark';
import { Menu, type MenuEntry } from '@/ui/menu';
import { Time } from '@/ui/time';
import { told } from '@/ui/toast';
import { Tooltip } from '@/ui/tooltip';

type CredentialTableProps = { credentials: Credential[]; types: CredentialType[]; actions: ReturnType<typeof useCredentialActions>; onEdit: (credential: Credential) => void; onDelete: (credential: Credential) => void };

/** Credentials, who uses them, and whether they are good. */
export function CredentialTable({ credentials, types, ...gestures }: CredentialTableProps) {
  return (
    <table className="w-full text-left">
      <thead className="sticky top-0 z-1 bg-n1 text-meta text-n10"><tr className="h-8 border-b"><th className="px-4 font-medium">Name</th><th className="px-2 font-medium">Type</th><th className="px-2 font-medium max-md:hidden">Used by</th><th className="px-2 font-medium max-lg:hidden">State</th><th className="px-2 font-medium max-lg:hidden">Changed</th><th className="w-44 px-4"><span className="sr-only">Actions</span></th></tr></thead>
      <tbody>{credentials.map(credential => <Row key={credential.id} credential={credential} type={types.find(one => one.type === credential.type)} {...gestures} />)}</tbody>
    </table>
  );
}

function Row({ credential, type, actions, onEdit, onDelete }: Omit<CredentialTableProps, 'credentials' | 'types'> & { credential: Credential; type: CredentialType | undefined }) {
  const [disconnect] = useDisconnectCredentialMutation();
  const { connection } = credential;
  const testing = actions.testing === credential.id;
  const entries: MenuEntry[] = [
    { label: 'Edit', icon: <Pencil />, perform: () => onEdit(credential) },
    ...(type?.canTest ? [{ label: 'Test', icon: <FlaskConical />, perform: () => void actions.tryOut(credential.id) }] : []),
    ...(connection ? [{ label: connection.state === 'connected' ? 'Connect again' : 'Connect', icon: <Link2 />, perform: () => void actions.connectTo(credential.id) }] : []),
    ...(connection?.state === 'connected' ? [{ label: 'Disconnect', icon: <Unlink />, perform: () => void disconnect(credential.id).then(answer => told(answer.data?.trouble ?? `Disconnected “${credential.name}”`)) }] : []),
    'line',
    { label: 'Delete…', icon: <Trash2 />, danger: true, perform: () => onDelete(credential) },
  ];
  return (
    <tr className="h-11 border-b hover:bg-n2">
      <td className="max-w-72 px-4"><button type="button" dir="auto" title={credential.name} onClick={() => onEdit(credential)} className="max-w-full truncate rounded text-left font-medium hover:underline">{credential.name}</button></td>
      <td className="px-2 text-n11">{type?.name ?? credential.type}</td>
      <td className="px-2 max-md:hidden"><UsedBy id={credential.id} /></td>
      <td className="px-2 max-lg:hidden">{connection && <ConnectionMark state={connection.state} as={connection.as} problem={connection.problem} />}<TestMark test={actions.tests[credential.id]} /></td>
      <td className="px-2 text-n10 max-lg:hidden"><Time at={credential.updatedAt} /></td>
      <td className="px-4">
        <span className="flex justify-end gap-1">
          {connection && connection.state !== 'connected' && <Button size="small" onClick={() => void actions.connectTo(credential.id)}><Link2 />Connect</Button>}
          {type?.canTest && <Button size="small" disabled={testing} onClick={() => void actions.tryOut(credential.id)}><FlaskConical />{testing ? 'Testing…' : 'Test'}</Button>}
          <Menu trigger={<Button look="quiet" size="icon" title={`More for ${credential.name}`}><Ellipsis /></Button>} entries={entries} />
        </span>
      </td>
    </tr>
  );
}

function UsedBy({ id }: { id: string }) {
  const { data: uses } = useGetCredentialUsageQuery(id);
  if (!uses) return <span className="text-n10">…</span>;
  const workflows = [...new Map(uses.map(use => [use.workflowId, use])).values()];
  const [first] = workflows;
  if (!first) return <span className="text-n10">Nobody</span>;
  if (workflows.length === 1) return <Link to={`/workflows/${first.workflowId}`} dir="auto" className="inline-block max-w-52 truncate align-middle hover:underline">{first.workflow}</Link>;
  return <Tooltip text={<ul>{workflows.slice(0, 12).map(use => <li key={use.workflowId} className="truncate">{use.workflow}</li>)}</ul>}><span tabIndex={0}>{plural(workflows.length, 'workflow')}</span></Tooltip>;
}

function TestMark({ test }: { test: CredentialTest | undefined }) {
  if (!test) return null;
  const Icon = test.ok ? CircleCheck : test.ok === false ? CircleAlert : CircleHelp;
  return <span role="status" title={test.message} className="flex max-w-72 items-center gap-1 text-meta"><Icon className={`size-3.5 shrink-0 ${test.ok ? 'text-succeeded' : test.ok === false ? 'text-failed' : 'text-n10'}`} /><span className="truncate">{test.message}</span></span>;
}
