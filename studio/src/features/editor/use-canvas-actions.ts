import { useMemo } from 'react';
import type { CanvasActions } from '@/canvas/actions';
import { changeGroup, changeNote, disconnect, removeGroup, renameNode, toggleDisabled } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { useUi } from './ui-state';
import { useRemoval } from './use-removal';

type Running = { runNode: (id: string) => void; pickFiring: (id: string, number: number) => void };

/** What cards, wires, notes and groups can do to the document. */
export function useCanvasActions({ runNode, pickFiring }: Running): CanvasActions {
  const dispatch = useEditDispatch();
  const { openPalette, openMenu, renaming, rename } = useUi();
  const remove = useRemoval();
  return useMemo(() => ({
    addAfter: (node, output, screen) => openPalette({ ask: { kind: 'after', node, output }, screen, at: undefined }),
    addToSlot: (node, slot, screen) => openPalette({ ask: { kind: 'slot', node, slot }, screen, at: undefined }),
    addOnEdge: (edge, screen) => openPalette({ ask: { kind: 'edge', edge }, screen, at: undefined }),
    removeEdge: edge => dispatch(edit('Delete the wire', disconnect([edge]))),
    changeNote: (id, changes) => dispatch(edit('Change the note', changeNote(id, changes))),
    changeGroup: (id, changes) => dispatch(edit('Change the group', changeGroup(id, changes))),
    removeGroup: id => dispatch(edit('Ungroup', removeGroup(id))),
    rename: (id, name) => dispatch(edit('Rename', renameNode(id, name))),
    toggleDisabled: id => dispatch(edit('Disable or enable', toggleDisabled([id]))),
    remove: id => remove([id]),
    openMenu: (id, at) => openMenu({ id, at }),
    renaming, stopRenaming: () => rename(undefined), runNode, pickFiring,
  }), [dispatch, openPalette, openMenu, renaming, rename, remove, runNode, pickFiring]);
}
