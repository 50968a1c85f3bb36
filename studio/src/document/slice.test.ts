import { configureStore } from '@reduxjs/toolkit';
import { describe, expect, it } from 'vitest';
import type { Workflow } from '@/api/model';
import { addNode, removeNodes, setParameters } from './edit';
import { edit, editingReducer, opened, redone, saved, selectIsDirty, undone } from './slice';

const workflow = { id: 'w', revision: 3, definition: { nodes: [{ id: 'a', type: 't', name: 'A' }], edges: [] }, layout: {}, faults: [] } as unknown as Workflow;
const start = () => {
  const store = configureStore({ reducer: { editing: editingReducer } });
  store.dispatch(opened(workflow));
  return store;
};
const ids = (store: ReturnType<typeof start>) => store.getState().editing.doc.definition.nodes.map(node => node.id);

describe('undo', () => {
  it('takes back every edit, and redo makes it again', () => {
    const store = start();
    const before = store.getState().editing.doc;
    store.dispatch(edit('Add', addNode({ id: 'b', type: 't', name: 'B' }, { x: 0, y: 0 })));
    store.dispatch(edit('Delete', removeNodes(['a'])));
    expect(ids(store)).toEqual(['b']);
    store.dispatch(undone());
    store.dispatch(undone());
    expect(store.getState().editing.doc).toEqual(before);
    store.dispatch(redone());
    store.dispatch(redone());
    store.dispatch(redone());
    expect(ids(store)).toEqual(['b']);
  });

  it('takes typing in one field as one edit', () => {
    const store = start();
    for (const text of ['h', 'he', 'hey']) store.dispatch(edit('Change', setParameters('a', { text }), 'a.text'));
    expect(store.getState().editing.past).toHaveLength(1);
    store.dispatch(undone());
    expect(store.getState().editing.doc.definition.nodes[0]?.parameters).toBeUndefined();
  });

  it('survives a storm of edits in any order', () => {
    const store = start();
    for (let n = 0; n < 300; n++) {
      store.dispatch(edit('Add', addNode({ id: `n${n}`, type: 't', name: `N${n}` }, { x: n, y: n })));
      if (n % 3 === 0) store.dispatch(undone());
      if (n % 5 === 0) store.dispatch(redone());
    }
    for (let n = 0; n < 400; n++) store.dispatch(undone());
    expect(ids(store)).toEqual(['a']);
  });
});

it('is dirty from an edit until that very document is saved', () => {
  const store = start();
  store.dispatch(edit('Change', setParameters('a', { x: 1 })));
  const sent = store.getState().editing.doc;
  store.dispatch(edit('Change', setParameters('a', { x: 2 })));
  store.dispatch(saved({ workflow: { ...workflow, revision: 4 }, doc: sent }));
  expect(selectIsDirty(store.getState())).toBe(true);
  store.dispatch(saved({ workflow: { ...workflow, revision: 5 }, doc: store.getState().editing.doc }));
  expect(selectIsDirty(store.getState())).toBe(false);
});
