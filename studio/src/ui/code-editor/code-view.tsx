import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { html } from '@codemirror/lang-html';
import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { markdown } from '@codemirror/lang-markdown';
import { sql } from '@codemirror/lang-sql';
import { searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder as placeholderOf } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { cn } from '@/lib/cn';
import type { CodeEditorProps, CodeHandle, CodeLanguage, Suggest } from '../code-editor';
import { look } from './look';
import { templateLanguage } from './template-language';

const languages: Record<CodeLanguage, () => Extension> = {
  json, javascript: () => javascript(), sql: () => sql(), html: () => html(), markdown: () => markdown(), template: () => templateLanguage, text: () => [],
};

const completionTypes = { field: 'property', name: 'variable', method: 'method', keyword: 'keyword' } as const;

const sourceOf = (suggest: () => Suggest | undefined) => (context: CompletionContext): CompletionResult | null => {
  const found = suggest()?.(context.state.doc.toString(), context.pos, context.explicit);
  if (!found) return null;
  return {
    from: found.from,
    options: found.options.map(({ kind, label, match, detail, info, apply, boost }) => ({ label: match ?? label, displayLabel: label, type: completionTypes[kind], ...(detail ? { detail } : {}), ...(info ? { info } : {}), ...(apply ? { apply } : {}), ...(boost ? { boost } : {}) })),
    validFor: /^(?:\?\.|\.)?[$\w]*$/,
  };
};

const handleOf = (view: EditorView): CodeHandle => ({
  focus: () => view.focus(),
  text: () => view.state.doc.toString(),
  cursor: () => view.state.selection.main.head,
  set: (text, cursor) => {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: Math.min(cursor, text.length) }, userEvent: 'input' });
    view.focus();
  },
});

/** CodeMirror, told from outside what to show. */
export function CodeView(props: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  const attributes = useRef(new Compartment());
  useEffect(() => { latest.current = props; });

  useEffect(() => {
    const { language, slim, readOnly, placeholder, autoFocus, value } = latest.current;
    const made = new EditorView({
      parent: host.current!,
      state: EditorState.create({
        doc: value,
        selection: { anchor: autoFocus ? value.length : 0 },
        extensions: [
          history(), drawSelection(), bracketMatching(), closeBrackets(), indentOnInput(), look, languages[language](),
          autocompletion(latest.current.suggest ? { override: [sourceOf(() => latest.current.suggest)], icons: false, activateOnTyping: true } : { icons: false }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...(slim ? [] : [indentWithTab, ...searchKeymap, ...foldKeymap]), ...defaultKeymap.filter(binding => binding.key !== 'Mod-Enter'), ...historyKeymap]),
          slim || language === 'text' ? [] : [lineNumbers(), foldGutter()],
          EditorView.lineWrapping, EditorState.readOnly.of(!!readOnly), EditorState.tabSize.of(2), placeholder ? placeholderOf(placeholder) : [],
          attributes.current.of([]),
          EditorView.updateListener.of(update => { if (update.docChanged) latest.current.onChange?.(update.state.doc.toString()); }),
          EditorView.domEventHandlers({
            focus: (_, view) => { latest.current.onFocus?.(handleOf(view)); },
            drop: (event, view) => {
              if (!event.dataTransfer || !latest.current.onDropAt) return false;
              const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
              return latest.current.onDropAt(event.dataTransfer, at, handleOf(view));
            },
          }),
        ],
      }),
    });
    view.current = made;
    if (autoFocus) made.focus();
    return () => made.destroy();
    // An editor of another language or kind is another editor.
  }, [props.language, props.slim, props.readOnly]);

  useEffect(() => {
    const there = view.current;
    if (!there || there.state.doc.toString() === props.value) return;
    there.dispatch({ changes: { from: 0, to: there.state.doc.length, insert: props.value } });
  }, [props.value]);

  useEffect(() => {
    view.current?.dispatch({
      effects: attributes.current.reconfigure(EditorView.contentAttributes.of({
        'aria-label': props.label, ...(props.id ? { id: props.id } : {}), ...(props.describedBy ? { 'aria-describedby': props.describedBy } : {}), ...(props.invalid ? { 'aria-invalid': 'true' } : {}),
      })),
    });
  }, [props.label, props.id, props.describedBy, props.invalid, props.language, props.slim, props.readOnly]);

  return (
    <div ref={host}
      className={cn('min-w-0 rounded border border-n6 bg-n1 transition-colors focus-within:border-accent focus-within:outline-1 focus-within:outline-accent hover:border-n7', props.invalid && 'border-failed',
        props.slim ? '[&_.cm-editor]:max-h-40 [&_.cm-editor]:min-h-7.5' : !props.fill && '[&_.cm-editor]:max-h-96 [&_.cm-editor]:min-h-24', props.fill && 'h-full overflow-hidden [&_.cm-editor]:h-full', props.className)} />
  );
}
