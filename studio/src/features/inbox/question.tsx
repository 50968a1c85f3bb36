import { Check, CircleX, RotateCw } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { isProblem } from '@/api/base';
import type { Json } from '@/api/model';
import { useDecideMutation } from '@/api/runs';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { Select } from '@/ui/field';
import { JsonArea, readJson } from '@/ui/json-area';
import { failed, told } from '@/ui/toast';
import { meaning, situation, targetOf, type Asked, type Choice } from './meaning';

/** One question: what happened, to which items, and the three answers with what each would mean. */
export function Question({ runId, asked }: { runId: string; asked: Asked }) {
  const [only, setOnly] = useState('');
  const [output, setOutput] = useState<string>();
  const [decide, { isLoading }] = useDecideMutation();
  const entry = only === '' ? undefined : asked.entries[Number(only)];
  const count = entry ? 1 : asked.entries.length;
  const read = readJson(output ?? '');
  const first = entry ?? asked.entries[0];
  const messages = [...new Set(asked.entries.map(one => one.error?.message).filter(Boolean))] as string[];
  const give = async (decision: Choice) => {
    const { error } = await decide({ id: runId, step: asked.step, decision, ...targetOf(entry ?? (asked.attachment && asked.entries.length === 1 ? first : undefined)), ...(decision === 'done' && read.value !== undefined ? { output: read.value as Json } : {}) });
    if (isProblem(error)) failed(error);
    else told({ done: 'Counted as done; the run goes on', again: 'It is done again', fail: 'Counted as failed' }[decision]);
  };
  const choices: { choice: Choice; name: string; icon: ReactNode }[] = [{ choice: 'done', name: 'It is done', icon: <Check /> }, { choice: 'again', name: 'Do it again', icon: <RotateCw /> }, { choice: 'fail', name: 'Let it fail', icon: <CircleX /> }];
  return (
    <div className="flex flex-col gap-2 border-t px-4 py-3">
      <p><b className="font-semibold" dir="auto">{asked.node}</b>{asked.attachment && <span className="text-n11"> → {asked.attachment}</span>} <span className="text-n11">{situation(asked)}</span></p>
      {(entry?.error ? [entry.error.message] : messages.slice(0, 3)).map(message => <p key={message} dir="auto" className="rounded border border-failed/40 bg-failed-soft px-3 py-1.5 break-words">{message.slice(0, 1_000)}</p>)}
      {asked.entries.length > 1 && (
        <label className="flex items-center gap-2 text-n11">For <Select value={only} onChange={event => setOnly(event.target.value)} className="w-auto" aria-label="Which items"><option value="">all {plural(asked.entries.length, 'item')} that wait</option>{asked.entries.slice(0, 500).map((one, at) => <option key={at} value={at}>{one.call !== null && one.call !== undefined ? `call ${one.call + 1} of ` : ''}item {one.item + 1} only</option>)}</Select></label>
      )}
      <div className="grid gap-2 md:grid-cols-3">
        {choices.map(({ choice, name, icon }) => <Answer key={choice} name={name} icon={icon} text={meaning(choice, asked, count)} danger={choice === 'fail'} disabled={isLoading || (choice === 'done' && read.fault !== undefined)} onClick={() => void give(choice)} />)}
      </div>
      {output === undefined
        ? <button type="button" onClick={() => setOutput('')} className="self-start text-meta text-n11 underline hover:text-n12">Give the output that “It is done” goes on with…</button>
        : <div><p className="mb-1 text-meta text-n10">A list of objects is many items, one object is one. Empty: what went in.</p><JsonArea label="Output" value={output} onChange={setOutput} placeholder='[{ "id": 7 }]' /></div>}
    </div>
  );
}

function Answer({ name, icon, text, danger, disabled, onClick }: { name: string; icon: ReactNode; text: string; danger: boolean; disabled: boolean; onClick: () => void }) {
  const id = useId();
  return (
    <div className="flex flex-col items-start gap-1.5 rounded-card border bg-n1 p-3">
      <Button look={danger ? 'danger' : 'plain'} disabled={disabled} onClick={onClick} aria-describedby={id}>{icon}{name}</Button>
      <p id={id} className="text-meta text-n10">{text}</p>
    </div>
  );
}
