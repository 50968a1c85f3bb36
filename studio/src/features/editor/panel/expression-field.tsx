import { Maximize2 } from 'lucide-react';
import { useState } from 'react';
import { carriesTemplate, droppedTemplate } from '@/lib/drag';
import { Button } from '@/ui/button';
import { CodeEditor, type CodeHandle } from '@/ui/code-editor';
import type { ExpressionProps } from '@/ui/schema-form/form-context';
import { insertTemplate } from '@/ui/schema-form/insert';
import { suggestFrom } from './completion';
import { ExpressionDialog } from './expression-dialog';
import { usePanelData } from './panel-data';
import { Preview } from './preview';
import { useEvaluation } from './use-evaluation';

/** Puts a template where the cursor is, as code or as text with braces, and the cursor behind it. */
export function insertAt(handle: CodeHandle, text: string, template: string, at: number) {
  const next = insertTemplate(`=${text}`, template, at).slice(1);
  handle.set(next, text.trim() === '' ? next.length : at + next.length - text.length);
}

/** A template in one line that grows, with completion from real data and its value below. */
export function ExpressionField({ id, label, value, onChange, invalid, describedBy, autoFocus, placeholder }: ExpressionProps) {
  const { completion, onFocusField } = usePanelData();
  const [large, setLarge] = useState(false);
  const result = useEvaluation(value);
  const text = value.slice(1);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="relative">
        <CodeEditor slim language="template" id={id} label={`${label}, expression`} describedBy={describedBy} invalid={invalid} autoFocus={autoFocus} value={text} placeholder={placeholder ?? '{{ $json.field }}'} className="pr-7"
          suggest={suggestFrom(completion)} onChange={next => onChange(`=${next}`)}
          onFocus={handle => onFocusField(template => insertAt(handle, handle.text(), template, handle.cursor()))}
          onDropAt={(data, at, handle) => {
            if (!carriesTemplate(data)) return false;
            insertAt(handle, handle.text(), droppedTemplate(data), at);
            return true;
          }} />
        <Button look="quiet" size="icon" title={`Large editor for ${label}`} className="absolute top-0.5 right-0.5 size-6" onClick={() => setLarge(true)}><Maximize2 className="!size-3.5" /></Button>
      </div>
      <Preview result={invalid && result?.error ? undefined : result} />
      {large && <ExpressionDialog label={label} value={value} onChange={onChange} onClose={() => setLarge(false)} />}
    </div>
  );
}
