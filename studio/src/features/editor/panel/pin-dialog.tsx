import { useState } from 'react';
import type { Json } from '@/api/model';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { CodeEditor } from '@/ui/code-editor';
import { Dialog } from '@/ui/dialog';
import { itemsOf } from './items';

/** Reads what somebody has written or pasted; several JSON values in lines are a list. */
export function readSample(text: string): { value: Json } | { error: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    try {
      if (lines.length > 1) return { value: lines.map(line => JSON.parse(line) as Json) };
    } catch {
      // Not one value a line either.
    }
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Output to use instead of running the node: edited, or pasted from elsewhere. */
export function PinDialog({ name, initial, onSave, onClose }: { name: string; initial: Json | undefined; onSave: (pin: Json) => void; onClose: () => void }) {
  const [text, setText] = useState(() => (initial === undefined ? '' : JSON.stringify(initial, null, 2)));
  const read = readSample(text);
  const isEmpty = text.trim() === '';
  return (
    <Dialog open onClose={onClose} title={`Pinned output of “${name}”`} description="Test runs use this instead of running the node. A list is one item an entry; production runs never see it." className="h-[76vh] w-[min(760px,94vw)]"
      footer={<>
        <span role="status" className="mr-auto min-w-0 self-center truncate text-meta text-n10">{isEmpty ? 'Paste a sample, or write it.' : 'error' in read ? <span className="text-failed">Not JSON: {read.error}</span> : plural(itemsOf(read.value).length, 'item')}</span>
        <Button onClick={onClose}>Cancel</Button><Button look="primary" disabled={isEmpty || 'error' in read} onClick={() => { if ('value' in read) onSave(read.value); }}>Pin</Button>
      </>}>
      <div className="h-full min-h-0"><CodeEditor fill autoFocus language="json" label="Pinned output" value={text} onChange={setText} invalid={!isEmpty && 'error' in read} placeholder={'[\n  { "name": "Zoë", "amount": 12.5 }\n]'} /></div>
    </Dialog>
  );
}
