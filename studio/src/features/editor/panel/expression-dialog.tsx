import { useState } from 'react';
import { templateFor } from '@/document/expressions';
import { selectDoc } from '@/document/slice';
import { useEditing } from '@/document/hooks';
import { carriesTemplate, dragTemplate, droppedTemplate } from '@/lib/drag';
import { Button } from '@/ui/button';
import { CodeEditor, type CodeHandle } from '@/ui/code-editor';
import { ItemsView } from '@/ui/data/items-view';
import { Dialog } from '@/ui/dialog';
import { Empty } from '@/ui/empty';
import { Select } from '@/ui/field';
import { suggestFrom } from './completion';
import { insertAt } from './expression-field';
import { isOwnInput, sourcesOf } from './flow';
import { usePanelData } from './panel-data';
import { Preview } from './preview';
import { useEvaluation } from './use-evaluation';

type ExpressionDialogProps = { label: string; value: string; onChange: (value: string) => void; onClose: () => void };

/** Room for a long expression: the data on one side, the template and what it makes on the other. */
export function ExpressionDialog({ label, value, onChange, onClose }: ExpressionDialogProps) {
  const { completion } = usePanelData();
  const result = useEvaluation(value);
  const [handle, setHandle] = useState<CodeHandle>();
  const insert = (template: string) => { if (handle) insertAt(handle, handle.text(), template, handle.cursor()); };
  const whole = result?.value !== undefined ? (typeof result.value === 'string' ? result.value : JSON.stringify(result.value, null, 2)) : undefined;
  return (
    <Dialog open onClose={onClose} title={label} description="Text with {{ JavaScript }} inside. Click or drag a field to use it." className="h-[86vh] w-[min(1160px,94vw)]" footer={<Button look="primary" onClick={onClose}>Done</Button>}>
      <div className="grid h-full min-h-0 grid-cols-[2fr_3fr] gap-3 max-md:grid-cols-1">
        <DataPane insert={insert} />
        <div className="flex min-h-0 min-w-0 flex-col gap-2">
          <div className="min-h-0 flex-3">
            <CodeEditor fill autoFocus language="template" label={`${label}, expression`} value={value.slice(1)} onChange={next => onChange(`=${next}`)} suggest={suggestFrom(completion)} onFocus={setHandle}
              onDropAt={(data, at, editor) => {
                if (!carriesTemplate(data)) return false;
                insertAt(editor, editor.text(), droppedTemplate(data), at);
                return true;
              }} />
          </div>
          <h3 className="text-meta font-medium text-n11">Result</h3>
          <div className="min-h-0 flex-2 overflow-auto rounded border bg-n1 p-2">
            {result?.error && <Preview result={result} />}
            {whole !== undefined && <pre dir="auto" className="whitespace-pre-wrap break-words">{whole.slice(0, 100_000)}</pre>}
            {!result && <p className="text-n10">{completion.json === undefined ? 'There is no data yet. Run the nodes before this one to see what the expression makes.' : 'Write an expression to see what it makes.'}</p>}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

function DataPane({ insert }: { insert: (template: string) => void }) {
  const { nodeId, item, nodes } = usePanelData();
  const doc = useEditing(selectDoc);
  const sources = sourcesOf(doc, nodeId);
  const names = [...new Set(sources.filter(source => !isOwnInput(source, sources)).map(source => source.name))];
  const [chosen, setChosen] = useState('');
  const other = names.includes(chosen) ? chosen : undefined;
  const shown = other === undefined ? (item === undefined ? undefined : { count: 1, items: [{ json: item }] }) : nodes.get(other);
  const templateOf = (path: (string | number)[]) => templateFor(path, other);
  return (
    <div className="flex min-h-0 flex-col overflow-hidden rounded border">
      <div className="p-2">
        <Select aria-label="Data of" value={other ?? ''} onChange={event => setChosen(event.target.value)}>
          <option value="">This item ($json)</option>
          {names.map(name => <option key={name} value={name}>{name}</option>)}
        </Select>
      </div>
      <div className="min-h-0 flex-1">
        {shown
          ? <ItemsView items={shown.items} count={shown.count} hidden={shown.hidden} onPickField={path => insert(templateOf(path))} onDragField={(event, path) => dragTemplate(event, templateOf(path))} />
          : <Empty title="No data yet" text="Run the nodes before this one, or pin a sample on one of them." />}
      </div>
    </div>
  );
}
