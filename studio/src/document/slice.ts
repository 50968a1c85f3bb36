import { createSlice, type PayloadAction, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import { applyPatches, enablePatches, produceWithPatches, type Patch } from 'immer';
import type { Fault, Workflow } from '@/api/model';
import type { Edit } from './edit';
import type { Doc } from './model';

enablePatches();

type Step = { label: string; patches: Patch[]; inverse: Patch[]; merge?: string | undefined };

/** The document that is open, with every edit made to it; and what is chosen in it. */
export type Editing = {
  id: string | undefined;
  revision: number;
  doc: Doc;
  past: Step[];
  future: Step[];
  /** The document as the server has it. */
  saved: Doc;
  faults: Fault[];
  /** Ids of nodes, notes and groups. */
  chosen: string[];
  /** Node whose panel is open. */
  panel: string | undefined;
};

const empty: Doc = { definition: { nodes: [], edges: [] }, layout: {} };
const initial: Editing = { id: undefined, revision: 0, doc: empty, past: [], future: [], saved: empty, faults: [], chosen: [], panel: undefined };

const MOST_STEPS = 500;

const slice = createSlice({
  name: 'editing',
  initialState: initial,
  reducers: {
    /** Takes what the server has, and forgets what was edited before. */
    opened: (_, { payload: workflow }: PayloadAction<Workflow>) => {
      const doc = { definition: { ...workflow.definition, nodes: workflow.definition.nodes ?? [], edges: workflow.definition.edges ?? [] }, layout: workflow.layout ?? {} };
      return { ...initial, id: workflow.id, revision: workflow.revision, doc, saved: doc, faults: workflow.faults };
    },
    closed: () => initial,
    applied: (state, { payload: step }: PayloadAction<Step>) => {
      const last = state.past.at(-1);
      state.doc = applyPatches(state.doc, step.patches);
      state.future = [];
      if (last && step.merge !== undefined && last.merge === step.merge) state.past[state.past.length - 1] = { ...step, patches: [...last.patches, ...step.patches], inverse: [...step.inverse, ...last.inverse] };
      else state.past = [...state.past.slice(-MOST_STEPS + 1), step];
      keepChosen(state);
    },
    undone: state => {
      const step = state.past.pop();
      if (!step) return;
      state.doc = applyPatches(state.doc, step.inverse);
      state.future.push({ ...step, merge: undefined });
      keepChosen(state);
    },
    redone: state => {
      const step = state.future.pop();
      if (!step) return;
      state.doc = applyPatches(state.doc, step.patches);
      state.past.push(step);
      keepChosen(state);
    },
    /** The server has the document that was sent. */
    saved: (state, { payload: { workflow, doc } }: PayloadAction<{ workflow: Workflow; doc: Doc }>) => {
      if (state.id !== workflow.id) return;
      state.revision = workflow.revision;
      state.saved = doc;
      state.faults = workflow.faults;
    },
    /** Keeps what is here over what somebody else has saved. */
    rebased: (state, { payload: revision }: PayloadAction<number>) => { state.revision = revision; },
    faultsFound: (state, { payload }: PayloadAction<Fault[]>) => { state.faults = payload; },
    chose: (state, { payload }: PayloadAction<string[]>) => { state.chosen = payload; },
    panelOpened: (state, { payload }: PayloadAction<string | undefined>) => { state.panel = payload; },
  },
});

function keepChosen(state: Editing) {
  const there = new Set([...state.doc.definition.nodes.map(node => node.id), ...(state.doc.layout.notes ?? []).map(note => note.id), ...(state.doc.layout.groups ?? []).map(group => group.id)]);
  state.chosen = state.chosen.filter(id => there.has(id));
  if (state.panel !== undefined && !there.has(state.panel)) state.panel = undefined;
}

export const { opened, closed, undone, redone, saved, rebased, faultsFound, chose, panelOpened } = slice.actions;
export const editingReducer = slice.reducer;

export type WithEditing = { editing: Editing };
type EditThunk = ThunkAction<void, WithEditing, unknown, UnknownAction>;

/** Makes an edit: one step of undo. Edits in a row with the same `merge`, such as typing in one field, are one step together. */
export const edit = (label: string, recipe: Edit, merge?: string): EditThunk => (dispatch, getState) => {
  const [, patches, inverse] = produceWithPatches(getState().editing.doc, recipe);
  if (patches.length > 0) dispatch(slice.actions.applied({ label, patches, inverse, merge }));
};

export const selectDoc = (state: WithEditing) => state.editing.doc;
export const selectChosen = (state: WithEditing) => state.editing.chosen;
export const selectIsDirty = (state: WithEditing) => state.editing.doc !== state.editing.saved;
