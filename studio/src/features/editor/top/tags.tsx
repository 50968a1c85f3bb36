import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { isProblem } from '@/api/base';
import { useChangeWorkflowMutation, useGetWorkflowQuery } from '@/api/workflows';
import { NameField } from '@/canvas/name-field';
import { failed } from '@/ui/toast';

const SHOWN = 3;

/** Words to find the workflow by. */
export function Tags({ id }: { id: string }) {
  const { data } = useGetWorkflowQuery(id);
  const [change] = useChangeWorkflowMutation();
  const [adding, add] = useState(false);
  const tags = data?.tags ?? [];
  const put = async (next: string[]) => {
    const { error } = await change({ id, tags: next });
    if (isProblem(error)) failed(error);
  };
  return (
    <ul aria-label="Tags" className="flex items-center gap-1 max-lg:hidden">
      {tags.slice(0, SHOWN).map(tag => (
        <li key={tag} className="inline-flex h-5.5 max-w-32 items-center gap-0.5 rounded-full bg-n4 pr-1 pl-2 text-meta text-n11"><span className="truncate" dir="auto">{tag}</span>
          <button type="button" aria-label={`Remove the tag ${tag}`} onClick={() => void put(tags.filter(one => one !== tag))} className="rounded-full p-0.5 hover:bg-n6"><X className="size-3" /></button></li>
      ))}
      {tags.length > SHOWN && <li className="text-meta text-n10" title={tags.slice(SHOWN).join(', ')}>+{tags.length - SHOWN}</li>}
      <li>{adding
        ? <NameField name="" className="h-6 w-24 rounded border border-accent bg-n1 px-1.5 text-meta" onDone={next => { add(false); const tag = next?.trim(); if (tag && !tags.includes(tag)) void put([...tags, tag]); }} />
        : <button type="button" onClick={() => add(true)} className="inline-flex h-5.5 items-center gap-0.5 rounded-full px-1.5 text-meta text-n10 hover:bg-n4 hover:text-n12"><Plus className="size-3" />Tag</button>}</li>
    </ul>
  );
}
