import { FileUp } from 'lucide-react';
import { useId, useRef, useState, type DragEvent } from 'react';
import { useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { ImportedWorkflow } from '@/api/model';
import { useImportWorkflowMutation } from '@/api/workflows';
import { cn } from '@/lib/cn';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextArea } from '@/ui/field';
import { readFile } from './file';
import { ImportReport } from './import-report';

/** Brings in a workflow by file or paste, ours or n8n's, and shows what became of it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [done, setDone] = useState<ImportedWorkflow>();
  const navigate = useNavigate();
  return (
    <Dialog open onClose={onClose} title={done ? `Imported “${done.name.slice(0, 80)}”` : 'Import a workflow'} className="w-[min(720px,94vw)]"
      footer={done && <><Button onClick={onClose}>Stay here</Button><Button look="primary" autoFocus onClick={() => void navigate(`/workflows/${done.id}`)}>Open it</Button></>}>
      {done ? <ImportReport imported={done} /> : <Source onDone={setDone} />}
    </Dialog>
  );
}

function Source({ onDone }: { onDone: (imported: ImportedWorkflow) => void }) {
  const [text, setText] = useState('');
  const [over, setOver] = useState(false);
  const [bring, { error, isLoading }] = useImportWorkflowMutation();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const found = text.trim() === '' ? undefined : readFile(text);
  const take = async (file: File | undefined) => {
    if (file) setText(await file.text());
  };
  const start = async () => {
    if (!found || found.kind === 'unknown') return;
    const { data } = await bring({ file: found.file, ...(found.kind === 'n8n' ? { format: 'n8n' as const } : {}) });
    if (data) onDone(data);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="flex flex-col gap-3 pb-3">
      <button type="button" onClick={() => input.current?.click()} onDragOver={event => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}
        className={cn('flex flex-col items-center gap-1 rounded-card border border-dashed border-n7 p-6 text-n11 hover:bg-n3', over && 'border-accent bg-accent-soft')}>
        <FileUp className="size-6 stroke-1" /><span>Drop a file here, or choose one</span><span className="text-meta text-n10">A workflow exported here, or from n8n. Which of the two it is shows by itself.</span>
      </button>
      <input ref={input} type="file" accept=".json,application/json" className="hidden" aria-label="File to import" onChange={event => void take(event.target.files?.[0])} />
      <label htmlFor={id} className="text-meta font-medium text-n11">…or paste it</label>
      <TextArea id={id} rows={6} value={text.length > 200_000 ? `${text.slice(0, 200_000)}…` : text} readOnly={text.length > 200_000} onChange={event => setText(event.target.value)} placeholder='{ "nodes": … }' className="font-mono text-[12.5px]" />
      {found?.kind === 'unknown' && <p role="alert" className="text-failed">{found.why}</p>}
      {isProblem(error) && <p role="alert" className="text-failed">{error.detail}</p>}
      <div className="flex items-center gap-3">
        <Button look="primary" disabled={!found || found.kind === 'unknown' || isLoading} onClick={() => void start()}>{isLoading ? 'Importing…' : 'Import'}</Button>
        {found && found.kind !== 'unknown' && <span className="text-n10">{found.kind === 'n8n' ? 'A workflow of n8n' : 'A workflow of Auterity'}</span>}
        {text && <Button look="quiet" className="ml-auto" onClick={() => setText('')}>Clear</Button>}
      </div>
    </div>
  );
}
