import { NodeResizer, type NodeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import { cn } from '@/lib/cn';
import { useCanvas } from './actions';
import { Markdown } from './markdown';
import type { NoteNode } from './to-flow';

export const noteColours = ['yellow', 'orange', 'red', 'green', 'blue', 'purple', 'gray'] as const;

/** A sticky note: markdown to read, text to write after a double click. */
export const NoteFace = memo(function NoteFace({ id, data: { note }, selected }: NodeProps<NoteNode>) {
  const { changeNote } = useCanvas();
  const [writing, setWriting] = useState(false);
  const colour = (noteColours as readonly string[]).includes(note.color) ? note.color : 'gray';
  return (
    <div className={cn('note', selected && 'is-chosen')} data-colour={colour} onDoubleClick={event => { event.stopPropagation(); if (changeNote) setWriting(true); }}>
      {changeNote && selected && (
        <>
          <NodeResizer minWidth={120} minHeight={64} onResizeEnd={(_, { x, y, width, height }) => changeNote(id, { x: round(x), y: round(y), width: round(width), height: round(height) })} />
          <div className="note-colours nodrag" role="group" aria-label="Colour">
            {noteColours.map(name => <button key={name} type="button" data-colour={name} title={name} aria-label={`Colour: ${name}`} aria-pressed={name === colour} onClick={() => changeNote(id, { color: name })} />)}
          </div>
        </>
      )}
      {writing
        ? <textarea className="nodrag nowheel note-text" aria-label="Text of the note, markdown" dir="auto" defaultValue={note.text} autoFocus maxLength={20_000}
            onKeyDown={event => { event.stopPropagation(); if (event.key === 'Escape') event.currentTarget.blur(); }}
            onBlur={event => { setWriting(false); if (event.currentTarget.value !== note.text) changeNote?.(id, { text: event.currentTarget.value }); }} />
        : <Markdown text={note.text || (changeNote ? '*Double-click to write*' : '')} className="note-text markdown" />}
    </div>
  );
});

const round = (value: number) => Math.round(value / 8) * 8;
