import { useState } from 'react';
import { isProblem, type Problem } from '@/api/base';
import { useListCredentialsQuery, useListCredentialTypesQuery } from '@/api/credentials';
import { useCredentialActions } from '@/api/use-credential-actions';
import type { Credential, Fault, NodeDefinition, NodeType } from '@/api/model';
import { setCredential } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { sentence } from '@/lib/format';
import { RecordDialog } from '@/ui/record-dialog';
import { CredentialSlot } from './credential-slot';

type Asked = { slot: string; types: string[]; existing?: Credential };

/** A picker for each slot; new credentials are made here, too. */
export function CredentialsTab({ node, type, faults }: { node: NodeDefinition; type: NodeType | undefined; faults: Fault[] }) {
  const dispatch = useEditDispatch();
  const { data: credentials, isLoading } = useListCredentialsQuery();
  const { data: types } = useListCredentialTypesQuery();
  const actions = useCredentialActions();
  const [asked, ask] = useState<Asked>();
  const [trouble, setTrouble] = useState<Problem>();
  const slots = type?.credentials ?? Object.keys(node.credentials ?? {}).map(slot => ({ slot, types: [], required: false }));
  const choose = (slot: string, id: string | undefined) => dispatch(edit(id ? `Choose a credential of ${node.name}` : `Take a credential from ${node.name}`, setCredential(node.id, slot, id)));
  const close = () => {
    ask(undefined);
    setTrouble(undefined);
  };
  if (slots.length === 0) return <p className="p-4 text-n10">This node needs no credentials.</p>;
  return (
    <div className="flex flex-col gap-5 p-4">
      {slots.map(slot => (
        <CredentialSlot key={slot.slot} slot={slot} chosen={node.credentials?.[slot.slot]} credentials={credentials} loading={isLoading} typeNames={new Map((types ?? []).map(one => [one.type, one]))} actions={actions}
          fault={faults.find(fault => fault.field === `credentials.${slot.slot}` || (fault.code.startsWith('credential') && fault.message.includes(`'${slot.slot}'`)))?.message}
          onChoose={id => choose(slot.slot, id)} onNew={() => ask({ slot: slot.slot, types: slot.types })} onEdit={existing => ask({ slot: slot.slot, types: slot.types, existing })} />
      ))}
      {asked && types && (
        <RecordDialog title={asked.existing ? `Edit “${asked.existing.name}”` : `New credential for ${sentence(asked.slot).toLowerCase()}`} types={types.filter(one => asked.existing ? one.type === asked.existing.type : asked.types.length === 0 || asked.types.includes(one.type))}
          existing={asked.existing} saving={actions.saving} trouble={trouble} onClose={close}
          onSave={draft => void actions.save(draft, asked.existing).then(answer => {
            if (isProblem(answer)) return setTrouble(answer);
            choose(asked.slot, answer.id);
            close();
          })} />
      )}
    </div>
  );
}
