import { CircleAlert, CircleCheck, FlaskConical, Link2, Pencil, Plus } from 'lucide-react';
import type { Credential, CredentialType } from '@/api/model';
import type { useCredentialActions } from '@/api/use-credential-actions';
import { sentence } from '@/lib/format';
import { Button } from '@/ui/button';
import { ConnectionMark } from '@/ui/connection-mark';
import { Field, Select } from '@/ui/field';

type CredentialSlotProps = {
  slot: { slot: string; types: string[]; required: boolean }; chosen: string | undefined; credentials: Credential[] | undefined; loading: boolean; typeNames: Map<string, CredentialType>; fault: string | undefined;
  actions: ReturnType<typeof useCredentialActions>; onChoose: (id: string | undefined) => void; onNew: () => void; onEdit: (credential: Credential) => void;
};

/** One slot: which credential is in it, and whether it is good. */
export function CredentialSlot({ slot, chosen, credentials, loading, typeNames, fault, actions, onChoose, onNew, onEdit }: CredentialSlotProps) {
  const fitting = (credentials ?? []).filter(one => slot.types.length === 0 || slot.types.includes(one.type));
  const credential = credentials?.find(one => one.id === chosen);
  const gone = chosen !== undefined && !loading && credentials !== undefined && !credential;
  const tested = credential && actions.tests[credential.id];
  const takes = slot.types.map(type => typeNames.get(type)?.name ?? type).join(', ');
  return (
    <div className="flex flex-col gap-2">
      <Field label={sentence(slot.slot)} required={slot.required} error={fault ?? (gone ? 'This credential does not exist any more. Choose another one.' : undefined)} hint={takes ? `Takes: ${takes}.` : 'Takes any credential.'}>
        {ids => (
          <span className="flex gap-1">
            <Select {...ids} value={chosen ?? ''} onChange={event => onChoose(event.target.value || undefined)}>
              <option value="">{slot.required ? 'Choose a credential…' : 'None'}</option>
              {chosen !== undefined && !fitting.some(one => one.id === chosen) && <option value={chosen}>{credential?.name ?? chosen}</option>}
              {fitting.map(one => <option key={one.id} value={one.id}>{one.name} · {typeNames.get(one.type)?.name ?? one.type}</option>)}
            </Select>
            <Button onClick={onNew}><Plus />New</Button>
          </span>
        )}
      </Field>
      {credential && (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small" onClick={() => onEdit(credential)}><Pencil />Edit</Button>
          {typeNames.get(credential.type)?.canTest && <Button size="small" disabled={actions.testing === credential.id} onClick={() => void actions.tryOut(credential.id)}><FlaskConical />{actions.testing === credential.id ? 'Testing…' : 'Test'}</Button>}
          {credential.connection && <Button size="small" onClick={() => void actions.connectTo(credential.id)}><Link2 />{credential.connection.state === 'connected' ? 'Connect again' : 'Connect'}</Button>}
          {credential.connection && <ConnectionMark state={credential.connection.state} as={credential.connection.as} problem={credential.connection.problem} />}
        </div>
      )}
      {tested && <p role="status" className="flex items-start gap-1 text-meta">{tested.ok ? <CircleCheck className="mt-0.5 size-3.5 shrink-0 text-succeeded" /> : <CircleAlert className="mt-0.5 size-3.5 shrink-0 text-decision" />}<span className="min-w-0 break-words">{tested.message}</span></p>}
    </div>
  );
}
