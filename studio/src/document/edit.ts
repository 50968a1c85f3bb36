import type { EdgeDefinition, Json, JsonObject, NodeDefinition, NodeGroup, NodePolicy, StickyNote, WorkflowSettings } from '@/api/model';
import { mapTexts, renameInTemplate } from './expressions';
import { edge, edgeKey, findNode, freshId, freshName, inputOf, isAttachmentEdge, outputOf, sameEdge, snap, type Doc, type Point } from './model';

/** A change of a document, made on a draft of it. Every gesture of a person is one of them, and one step of undo. */
export type Edit = (doc: Doc) => void;

const places = (doc: Doc) => (doc.layout.nodes ??= {});
const ids = (doc: Doc) => doc.definition.nodes.map(node => node.id);
const names = (doc: Doc) => doc.definition.nodes.map(node => node.name);

function connectOnce(doc: Doc, added: EdgeDefinition) {
  if (!doc.definition.edges.some(one => sameEdge(one, added))) doc.definition.edges.push(added);
}

export type NewNode = { type: string; version?: number; name: string; parameters?: JsonObject; id?: string };

/** The node as it will be in the document: its id and name are nobody else's. */
export function prepareNode(doc: Doc, { type, version, name, parameters, id }: NewNode): NodeDefinition {
  const unique = freshName(names(doc), name);
  return { id: id ?? freshId(ids(doc), unique), type, ...(version === undefined || version === 1 ? {} : { version }), name: unique, ...(parameters && Object.keys(parameters).length > 0 ? { parameters } : {}) };
}

export const addNode = (node: NodeDefinition, at: Point): Edit => doc => {
  doc.definition.nodes.push(node);
  places(doc)[node.id] = { x: snap(at.x), y: snap(at.y) };
};

export const connect = (from: string, output: string, to: string, input: string): Edit => doc => connectOnce(doc, edge(from, output, to, input));

export const disconnect = (edges: EdgeDefinition[]): Edit => doc => {
  const gone = new Set(edges.map(edgeKey));
  doc.definition.edges = doc.definition.edges.filter(one => !gone.has(edgeKey(one)));
};

export const reconnect = (old: EdgeDefinition, next: EdgeDefinition): Edit => doc => {
  const at = doc.definition.edges.findIndex(one => sameEdge(one, old));
  if (at < 0) return;
  const twin = doc.definition.edges.findIndex((one, index) => index !== at && sameEdge(one, next));
  doc.definition.edges[at] = next;
  if (twin >= 0) doc.definition.edges.splice(twin, 1);
};

/** Puts a node into an edge; what lies to the right of it in its way makes room. */
export const insertOnEdge = (node: NodeDefinition, into: EdgeDefinition, at: Point, ports: { input: string; output: string }, room = 0): Edit => doc => {
  if (room > 0) {
    const reached = downstream(doc, into.to);
    for (const id of reached) {
      const place = places(doc)[id];
      if (place && place.x >= at.x) place.x += snap(room);
    }
  }
  addNode(node, at)(doc);
  moveEdgeThrough(doc, into, node.id, ports);
};

/** Puts a node that is there already, and not wired yet, into an edge. */
export const threadOnEdge = (id: string, into: EdgeDefinition, ports: { input: string; output: string }): Edit => doc => moveEdgeThrough(doc, into, id, ports);

function moveEdgeThrough(doc: Doc, into: EdgeDefinition, id: string, ports: { input: string; output: string }) {
  const index = doc.definition.edges.findIndex(one => sameEdge(one, into));
  if (index < 0) return;
  doc.definition.edges.splice(index, 1);
  connectOnce(doc, edge(into.from, outputOf(into), id, ports.input));
  connectOnce(doc, edge(id, ports.output, into.to, inputOf(into)));
}

/** Everything the flow reaches from a node, itself included. */
export function downstream(doc: Doc, from: string): Set<string> {
  const reached = new Set([from]);
  for (const id of reached) for (const one of doc.definition.edges) if (one.from === id && !isAttachmentEdge(one)) reached.add(one.to);
  return reached;
}

export function upstream(doc: Doc, to: string): Set<string> {
  const reached = new Set([to]);
  for (const id of reached) for (const one of doc.definition.edges) if (one.to === id && !isAttachmentEdge(one)) reached.add(one.from);
  return reached;
}

/** Takes nodes away. What flowed through one flows on past it, where that has one meaning only: one flow edge in, through its first output out. */
export const removeNodes = (gone: Iterable<string>): Edit => doc => {
  for (const id of gone) {
    const into = doc.definition.edges.filter(one => one.to === id && one.from !== id && !isAttachmentEdge(one));
    const out = doc.definition.edges.filter(one => one.from === id && one.to !== id && !isAttachmentEdge(one));
    const first = out[0] && outputOf(out[0]);
    doc.definition.edges = doc.definition.edges.filter(one => one.from !== id && one.to !== id);
    if (into.length > 0 && out.length > 0 && out.every(one => outputOf(one) === first) && first !== 'error')
      for (const before of into) for (const after of out) connectOnce(doc, edge(before.from, outputOf(before), after.to, inputOf(after)));
    doc.definition.nodes = doc.definition.nodes.filter(node => node.id !== id);
    delete places(doc)[id];
    for (const group of doc.layout.groups ?? []) group.nodes = group.nodes.filter(member => member !== id);
  }
  if (doc.layout.groups) doc.layout.groups = doc.layout.groups.filter(group => group.nodes.length > 0);
};

export const moveTo = (moved: Record<string, Point>): Edit => doc => {
  for (const [id, at] of Object.entries(moved)) {
    const note = doc.layout.notes?.find(one => one.id === id);
    if (note) Object.assign(note, { x: snap(at.x), y: snap(at.y) });
    else places(doc)[id] = { ...places(doc)[id], x: snap(at.x), y: snap(at.y) };
  }
};

/** Renames a node, and what other nodes' expressions call it. */
export const renameNode = (id: string, name: string): Edit => doc => {
  const node = findNode(doc, id);
  const clean = name.trim().slice(0, 200);
  if (!node || clean === '' || clean === node.name) return;
  const old = node.name;
  node.name = freshName(doc.definition.nodes.filter(one => one.id !== id).map(one => one.name), clean);
  for (const one of doc.definition.nodes) if (one.parameters) one.parameters = mapTexts(one.parameters, text => renameInTemplate(text, old, node.name)) as JsonObject;
};

export const change = (id: string, recipe: (node: NodeDefinition) => void): Edit => doc => {
  const node = findNode(doc, id);
  if (node) recipe(node);
};

export const setParameters = (id: string, parameters: JsonObject): Edit => change(id, node => { node.parameters = parameters; });
export const setPolicy = (id: string, policy: NodePolicy): Edit => change(id, node => { node.policy = policy; });
export const setCredential = (id: string, slot: string, credential: string | undefined): Edit => change(id, node => {
  const credentials = { ...node.credentials };
  if (credential) credentials[slot] = credential;
  else delete credentials[slot];
  node.credentials = credentials;
});
export const setPin = (id: string, pin: Json | undefined): Edit => change(id, node => {
  if (pin === undefined) delete node.pin;
  else node.pin = pin;
});
export const setNotes = (id: string, notes: string): Edit => change(id, node => { node.notes = notes; });
export const setSettings = (settings: WorkflowSettings): Edit => doc => { doc.definition.settings = settings; };

/** All on when any is off, else all off. */
export const toggleDisabled = (chosen: string[]): Edit => doc => {
  const nodes = doc.definition.nodes.filter(node => chosen.includes(node.id));
  const disabled = !nodes.every(node => node.disabled);
  for (const node of nodes) node.disabled = disabled;
};

export const toggleBreakpoint = (id: string): Edit => change(id, node => { node.breakpoint = !node.breakpoint; });

export const addNote = (note: StickyNote): Edit => doc => { (doc.layout.notes ??= []).push(note); };
export const changeNote = (id: string, changes: Partial<StickyNote>): Edit => doc => {
  const note = doc.layout.notes?.find(one => one.id === id);
  if (note) Object.assign(note, changes);
};
export const removeNotes = (gone: Iterable<string>): Edit => doc => {
  const set = new Set(gone);
  if (doc.layout.notes) doc.layout.notes = doc.layout.notes.filter(note => !set.has(note.id));
};

export const addGroup = (group: NodeGroup): Edit => doc => {
  for (const other of doc.layout.groups ?? []) other.nodes = other.nodes.filter(id => !group.nodes.includes(id));
  doc.layout.groups = [...(doc.layout.groups ?? []).filter(other => other.nodes.length > 0), group];
};
export const changeGroup = (id: string, changes: Partial<NodeGroup>): Edit => doc => {
  const group = doc.layout.groups?.find(one => one.id === id);
  if (group) Object.assign(group, changes);
};
export const removeGroup = (id: string): Edit => doc => { if (doc.layout.groups) doc.layout.groups = doc.layout.groups.filter(group => group.id !== id); };

/** Several edits as one. */
export const all = (...edits: Edit[]): Edit => doc => edits.forEach(edit => edit(doc));

/** Another document in the place of this one, as one step that can be undone. */
export const replaceContent = ({ definition, layout }: Doc): Edit => doc => {
  doc.definition = definition;
  doc.layout = layout;
};
