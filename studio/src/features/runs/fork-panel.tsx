import { X } from 'lucide-react';
import { skipToken } from '@reduxjs/toolkit/query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { Json, Run, Step } from '@/api/model';
import { useForkRunMutation, useGetNodeStepsQuery, usePreviewForkQuery } from '@/api/runs';
import { useGetWorkflowQuery } from '@/api/workflows';
import { Button } from '@/ui/button';
import { JsonArea, readJson } from '@/ui/json-area';
import { told } from '@/ui/toast';

const MOST_EDITED = 200;
const LONGEST = 500_000;

/** Starts a new run from a step: run again, or with an output written by hand. Says first what would happen again. */
export function ForkPanel({ run, step, onClose }: { run: Run; step: Step; onClose: () => void }) {
  const [mode, setMode] = useState<'again' | 'edited'>('again');
  const [useDraft, setUseDraft] = useState(false);
  const [written, setWritten] = useState<string>();
  const { data: draft } = useGetWorkflowQuery(useDraft ? run.workflowId : skipToken);
  const definition = useDraft ? draft?.definition : undefined;
  const waits = useDraft && !draft;
  const { data: preview, error: refused } = usePreviewForkQuery(waits ? skipToken : { id: run.id, step: step.id, ...(definition ? { definition } : {}) });
  const [fork, { isLoading, error }] = useForkRunMutation();
  const { text: given, note } = useOutputText(run.id, step, mode === 'edited');
  const text = written ?? given ?? '';
  const read = readJson(text);
  const navigate = useNavigate();
  const start = async () => {
    const { data } = await fork({ id: run.id, step: step.id, ...(mode === 'edited' ? { output: read.value as Json } : {}), ...(definition ? { definition } : {}) });
    if (!data) return;
    told('A new run goes on from here', { label: 'Compare', onClick: () => void navigate(`/runs/compare?a=${run.id}&b=${data.id}`) });
    await navigate(`/runs/${data.id}`);
  };
  const problem = isProblem(error) ? error : isProblem(refused) ? refused : undefined;
  const ready = !isLoading && !waits && preview && (mode === 'again' || (read.fault === undefined && read.value !== undefined));
  return (
    <section aria-label={`Fork from ${step.node}`} className="flex h-full flex-col">
      <header className="flex items-start gap-2 border-b px-3 py-2.5">
        <div className="min-w-0 flex-1"><h2 className="truncate text-strong font-semibold" dir="auto">Fork from {step.node}</h2><p className="text-meta text-n10">A new run takes over what does not depend on this step, and goes on from here. This run stays as it is.</p></div>
        <Button look="quiet" size="icon" title="Close" onClick={onClose}><X /></Button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-3">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-meta font-medium text-n11">What happens with the step</legend>
          <label className="flex gap-2"><input type="radio" name="fork" checked={mode === 'again'} onChange={() => setMode('again')} className="accent-accent" />Run it again</label>
          <label className="flex gap-2"><input type="radio" name="fork" checked={mode === 'edited'} onChange={() => setMode('edited')} className="accent-accent" />Do not run it: go on with this output</label>
        </fieldset>
        {mode === 'edited' && <div><p className="mb-1 text-meta text-n10">{note ?? 'A list of objects is many items, one object is one.'}{Object.keys(step.outputs).length > 1 && ' It goes out at the first port.'}</p><JsonArea label="Output" value={text} onChange={setWritten} /></div>}
        <label className="flex gap-2"><input type="checkbox" checked={useDraft} onChange={event => setUseDraft(event.target.checked)} className="accent-accent" />With the workflow as it is edited now, not as it was</label>
        <div aria-live="polite" className="rounded-card border bg-n2 p-3">
          <h3 className="mb-1 text-meta font-medium text-n11">What would happen</h3>
          {problem ? <p className="text-failed">{problem.detail}</p> : preview ? <><p>{preview.summary}</p>{preview.repeats.length > 0 && <ul className="mt-1 list-disc pl-5 text-decision">{preview.repeats.map(name => <li key={name} dir="auto">{name}</li>)}</ul>}</> : <p className="text-n10">Asking…</p>}
        </div>
      </div>
      <footer className="flex justify-end gap-2 border-t p-3"><Button onClick={onClose}>Keep</Button><Button look="primary" disabled={!ready} onClick={() => void start()}>{isLoading ? 'Starting…' : 'Start the fork'}</Button></footer>
    </section>
  );
}

/** The step's output as text to edit, or why it has to be written anew. */
function useOutputText(runId: string, step: Step, wanted: boolean): { text: string | undefined; note: string | undefined } {
  const port = Object.values(step.outputs).find(one => one.count > 0);
  const enough = !port || port.items.length >= port.count;
  const { data } = useGetNodeStepsQuery(wanted && !enough && port.count <= MOST_EDITED ? { id: runId, node: step.nodeId, items: MOST_EDITED } : skipToken);
  if (!port) return { text: '[]', note: undefined };
  if (port.hidden) return { text: '', note: 'What came out is hidden: write the whole output.' };
  if (port.count > MOST_EDITED) return { text: '', note: `There are ${port.count} items, too many to edit here: write the whole output.` };
  const full = enough ? port : Object.values(data?.find(one => one.id === step.id)?.outputs ?? {}).find(one => one.count > 0);
  if (!full) return { text: undefined, note: 'Fetching the output…' };
  const text = JSON.stringify(full.items.map(item => item.json), null, 2);
  return text.length > LONGEST ? { text: '', note: 'The output is too large to edit here: write the whole output.' } : { text, note: undefined };
}
