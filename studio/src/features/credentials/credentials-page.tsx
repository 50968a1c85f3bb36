import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { codeOf, isProblem, type Problem } from '@/api/base';
import { credentialsApi, useDeleteCredentialMutation, useListCredentialsQuery, useListCredentialTypesQuery } from '@/api/credentials';
import type { Credential } from '@/api/model';
import { useCredentialActions } from '@/api/use-credential-actions';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/confirm';
import { Empty } from '@/ui/empty';
import { Input, Select } from '@/ui/field';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { RecordDialog } from '@/ui/record-dialog';
import { failed, told } from '@/ui/toast';
import { CredentialTable } from './credential-table';

/** What nodes sign in with elsewhere: names and states, never a value. */
export function CredentialsPage() {
  const { data: credentials, error, refetch } = useListCredentialsQuery();
  const { data: types } = useListCredentialTypesQuery();
  const [getUsage] = credentialsApi.endpoints.getCredentialUsage.useLazyQuery();
  const [remove] = useDeleteCredentialMutation();
  const actions = useCredentialActions();
  const [search, setSearch] = useState('');
  const [type, setType] = useState('');
  const [open, setOpen] = useState<{ existing?: Credential }>();
  const [trouble, setTrouble] = useState<Problem>();
  const [dialog, ask] = useConfirm();
  const nameOf = (one: string) => types?.find(known => known.type === one)?.name ?? one;
  const there = [...new Set(credentials?.map(one => one.type))].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const shown = credentials?.filter(one => (type === '' || one.type === type) && `${one.name} ${nameOf(one.type)}`.toLowerCase().includes(search.trim().toLowerCase()));
  const close = () => {
    setOpen(undefined);
    setTrouble(undefined);
  };

  const askToDelete = async (credential: Credential) => {
    const { data: uses } = await getUsage(credential.id);
    const workflows = [...new Set(uses?.map(use => use.workflow))];
    const used = workflows.length > 0;
    ask({
      title: `Delete “${credential.name}”?`, action: used ? `Delete, and break ${plural(workflows.length, 'workflow')}` : 'Delete',
      text: used ? <><p>{plural(workflows.length, 'workflow uses it', 'workflows use it')}. Their steps fail from then on:</p><ul dir="auto" className="mt-2 list-disc pl-5">{workflows.slice(0, 8).map(name => <li key={name} className="break-words">{name}</li>)}{workflows.length > 8 && <li>{workflows.length - 8} more</li>}</ul></> : 'No workflow uses it. Its values cannot be brought back.',
      perform: async () => {
        const answer = await remove({ id: credential.id, force: used });
        if (!answer.error) told(`Deleted “${credential.name}”`);
        else if (isProblem(answer.error)) failed(codeOf(answer.error) === 'credential-in-use' ? { ...answer.error, title: 'A workflow uses it by now' } : answer.error);
      },
    });
  };

  return (
    <PageFrame title="Credentials" actions={<Button look="primary" onClick={() => setOpen({})}><Plus />New credential</Button>}
      filters={credentials && credentials.length > 0 && <>
        <Input aria-label="Search credentials" placeholder="Search" className="w-64" value={search} onChange={event => setSearch(event.target.value)} />
        <Select aria-label="Type" className="w-52" value={type} onChange={event => setType(event.target.value)}><option value="">All types</option>{there.map(one => <option key={one} value={one}>{nameOf(one)}</option>)}</Select>
        <span className="text-meta text-n10">{plural(shown?.length ?? 0, 'credential')}</span>
      </>}>
      {isProblem(error) && !credentials && <ProblemView problem={error} onRetry={() => void refetch()} />}
      {!credentials && !error && <LoadingRows />}
      {credentials?.length === 0 && <Empty icon={<KeyRound />} title="No credentials yet" text="A credential is what a node signs in with elsewhere: a key, a password, a granted access. It is stored encrypted and never shown again. For example: a bearer token for the API of your shop."><Button look="primary" onClick={() => setOpen({})}><Plus />New credential</Button></Empty>}
      {shown && shown.length > 0 && <CredentialTable credentials={shown} types={types ?? []} actions={actions} onEdit={existing => setOpen({ existing })} onDelete={credential => void askToDelete(credential)} />}
      {credentials && credentials.length > 0 && shown?.length === 0 && <Empty title="Nothing fits" text="No credential has this name and type."><Button onClick={() => { setSearch(''); setType(''); }}>Show all</Button></Empty>}
      {open && types && (
        <RecordDialog title={open.existing ? `Edit “${open.existing.name}”` : 'New credential'} types={[...types].sort((a, b) => a.name.localeCompare(b.name))} existing={open.existing} suggestedType="http.bearer" saving={actions.saving} trouble={trouble} onClose={close}
          onSave={draft => void actions.save(draft, open.existing).then(answer => (isProblem(answer) ? setTrouble(answer) : close()))} />
      )}
      {dialog}
    </PageFrame>
  );
}
