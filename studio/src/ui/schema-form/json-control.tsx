import { useState } from 'react';
import type { Json } from '@/lib/json';
import { CodeEditor, type CodeLanguage } from '../code-editor';
import type { ControlProps } from './form-context';

const write = (value: Json | undefined) => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** JSON. What cannot be read stays in the editor and says so, and the last value that could stays in force. */
export function JsonControl({ schema, value, path, onChange, id, describedBy, invalid, label }: ControlProps) {
  const shown = value ?? schema.default;
  const [draft, setDraft] = useState({ text: write(shown), value: shown });
  // What came from elsewhere replaces what is here.
  if (draft.value !== shown) setDraft({ text: write(shown), value: shown });
  const [wrong, setWrong] = useState<string>();
  const take = (text: string) => {
    if (text.trim() === '') {
      setWrong(undefined);
      setDraft({ text, value: schema.default });
      onChange(undefined, { path, typed: true });
      return;
    }
    if (text.startsWith('=')) return onChange(text, { path, typed: true });
    try {
      const next = JSON.parse(text) as Json;
      setWrong(undefined);
      setDraft({ text, value: next });
      onChange(next, { path, typed: true });
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
      setDraft({ text, value: shown });
    }
  };
  return (
    <>
      <CodeEditor language="json" id={id} label={label} describedBy={describedBy} invalid={invalid || wrong !== undefined} value={draft.text} onChange={take} placeholder={schema['x-placeholder'] ?? '{ }'} />
      {wrong && <p role="status" className="text-meta text-decision">Not JSON yet: {wrong}. The last value that was is kept.</p>}
    </>
  );
}

const languages: Record<string, CodeLanguage> = { javascript: 'javascript', js: 'javascript', json: 'json', html: 'html', sql: 'sql', markdown: 'markdown' };

/** Code of the language that the schema names. */
export function CodeControl({ schema, value, path, onChange, id, describedBy, invalid, label, required }: ControlProps) {
  const shown = value ?? schema.default;
  return (
    <CodeEditor language={languages[schema['x-language'] ?? ''] ?? 'text'} id={id} label={label} describedBy={describedBy} invalid={invalid} value={typeof shown === 'string' ? shown : ''} placeholder={schema['x-placeholder']}
      onChange={next => onChange(next === '' && !required && schema.default === undefined ? undefined : next, { path, typed: true })} />
  );
}
