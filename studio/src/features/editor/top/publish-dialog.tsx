import { useState, type FormEvent } from 'react';
import { isProblem } from '@/api/base';
import { useGetWorkflowQuery, usePublishWorkflowMutation } from '@/api/workflows';
import { useEditDispatch, useEditing } from '@/document/hooks';
import { faultsFound } from '@/document/slice';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input, TextArea } from '@/ui/field';
import { failed, told } from '@/ui/toast';
import type { Autosave } from '../save/autosave';

/** Makes a version of the draft, with a word about what is new. */
export function PublishDialog({ id, autosave, onClose, onProblems }: { id: string; autosave: Autosave; onClose: () => void; onProblems: () => void }) {
  const { data } = useGetWorkflowQuery(id);
  const dispatch = useEditDispatch();
  const faults = useEditing(state => state.editing.faults);
  const [publish, { isLoading }] = usePublishWorkflowMutation();
  const [note, setNote] = useState('');
  const [name, setName] = useState('');
  const errors = faults.filter(fault => fault.severity === 'error').length;
  const next = (data?.publishedVersion ?? 0) + 1;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await autosave.now())) return;
    const { data: made, error } = await publish({ id, ...(note.trim() ? { note: note.trim() } : {}), ...(name.trim() ? { name: name.trim() } : {}) });
    if (made) {
      told(`Version ${made.version} is published${made.active ? ' and on' : '; its triggers are off'}.`);
      onClose();
    } else if (isProblem(error)) {
      if (error.faults) dispatch(faultsFound(error.faults));
      failed(error);
    }
  };
  return (
    <Dialog open onClose={onClose} title={`Publish version ${next}`} description={data?.publishedVersion ? `Version ${data.publishedVersion} stays as it is; runs under way finish on it.` : 'The first version turns its triggers on.'}>
      <form onSubmit={event => void submit(event)} className="flex flex-col gap-3 pb-2">
        {errors > 0 && <p role="alert" className="rounded border border-failed/40 bg-failed-soft p-2">{plural(errors, 'error')} {errors === 1 ? 'keeps' : 'keep'} the draft from being published. <button type="button" className="underline" onClick={onProblems}>Show them</button></p>}
        <Field label="What is new" hint="People read it in the history.">{ids => <TextArea {...ids} autoFocus value={note} maxLength={2000} onChange={event => setNote(event.target.value)} dir="auto" />}</Field>
        <Field label="Name of the version" hint="Only where it deserves one, such as “Spring campaign”.">{ids => <Input {...ids} value={name} maxLength={200} onChange={event => setName(event.target.value)} dir="auto" />}</Field>
        <div className="flex justify-end gap-2"><Button onClick={onClose}>Cancel</Button><Button type="submit" look="primary" disabled={isLoading || errors > 0}>Publish version {next}</Button></div>
      </form>
    </Dialog>
  );
}
