import { useState } from 'react';
import { isProblem } from '@/api/base';
import { useChangeWorkflowMutation, useGetWorkflowQuery } from '@/api/workflows';
import { NameField } from '@/canvas/name-field';
import { failed } from '@/ui/toast';

/** The workflow's name; a click lets it be written. */
export function Title({ id }: { id: string }) {
  const { data } = useGetWorkflowQuery(id);
  const [change] = useChangeWorkflowMutation();
  const [writing, write] = useState(false);
  const name = data?.name ?? '…';
  const rename = async (next: string | undefined) => {
    write(false);
    if (!next?.trim() || next.trim() === name) return;
    const { error } = await change({ id, name: next.trim() });
    if (isProblem(error)) failed(error);
  };
  if (writing) return <NameField name={name} onDone={next => void rename(next)} className="h-7 w-72 rounded border border-accent bg-n1 px-1.5 font-semibold" />;
  return <h1 className="min-w-0"><button type="button" title={`${name}: rename`} onClick={() => write(true)} className="block max-w-72 truncate rounded px-1.5 py-0.5 text-strong font-semibold hover:bg-n4" dir="auto">{name}</button></h1>;
}
