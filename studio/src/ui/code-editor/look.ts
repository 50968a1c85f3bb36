import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** How editors look: by the tokens, so that both themes are one. */
export const look = [
  EditorView.theme({
    '&': { backgroundColor: 'var(--n1)', color: 'var(--n12)', fontSize: '12.5px', borderRadius: '6px' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5' },
    '.cm-content': { caretColor: 'var(--n12)', padding: '5px 0' },
    '.cm-line': { padding: '0 10px' },
    '.cm-cursor': { borderLeftColor: 'var(--n12)' },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)' },
    '.cm-gutters': { backgroundColor: 'var(--n2)', color: 'var(--n9)', borderRight: '1px solid var(--n5)' },
    '& .cm-matchingBracket': { backgroundColor: 'transparent', outline: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
    '.cm-placeholder': { color: 'var(--n9)' },
    '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
    '.cm-tooltip': { backgroundColor: 'var(--n2)', border: '1px solid var(--n6)', borderRadius: '8px', boxShadow: 'var(--shadow)', color: 'var(--n12)', overflow: 'hidden' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '260px', padding: '4px' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { display: 'flex', gap: '12px', alignItems: 'baseline', padding: '3px 8px', borderRadius: '6px' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--n4)', color: 'var(--n12)' },
    '.cm-completionDetail': { marginLeft: 'auto', color: 'var(--n10)', fontStyle: 'normal', fontFamily: 'var(--font-sans)', fontSize: '12px', maxWidth: '260px', overflow: 'hidden', textOverflow: 'ellipsis' },
    '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)' },
    '.cm-completionInfo': { fontFamily: 'var(--font-sans)', padding: '6px 10px', maxWidth: '280px' },
    '.cm-panels': { backgroundColor: 'var(--n2)', color: 'var(--n12)' },
    '.cm-searchMatch': { backgroundColor: 'var(--decision-soft)', outline: '1px solid var(--decision)' },
  }),
  syntaxHighlighting(HighlightStyle.define([
    { tag: [tags.keyword, tags.bool, tags.null], color: 'var(--c-flow)' },
    { tag: [tags.string, tags.special(tags.string)], color: 'var(--succeeded)' },
    { tag: [tags.number], color: 'var(--decision)' },
    { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--running)' },
    { tag: [tags.propertyName, tags.attributeName], color: 'var(--n12)' },
    { tag: [tags.comment], color: 'var(--n10)', fontStyle: 'italic' },
    { tag: [tags.tagName, tags.typeName], color: 'var(--c-ai)' },
    { tag: [tags.brace], color: 'var(--accent)', fontWeight: '600' },
    { tag: [tags.operator, tags.punctuation], color: 'var(--n10)' },
    { tag: [tags.heading], fontWeight: '600' },
  ])),
];
