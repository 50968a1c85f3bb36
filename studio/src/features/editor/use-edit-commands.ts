import { useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useNodeTypes } from '@/canvas/use-types';
import type { CanvasNode, WireEdge } from '@/canvas/to-flow';
import type { Json } from '@/api/model';
import { typeKey } from '@/canvas/to-flow';
import { addGroup, addNote, all, change, changeGroup, moveTo, removeGroup, setPin, toggleDisabled } from '@/document/edit';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import { freshId, freshName, type Point } from '@/document/model';
import { aligned, boxesOf, distributed, type Side } from '@/document/places';
import { chose, edit, panelOpened, redone, undone } from '@/document/slice';
import type { Command } from '@/lib/commands';
import { told } from '@/ui/toast';
import { tidy } from './flow/tidy';
import { isTrigger } from './run/triggers';
import { useUi } from './ui-state';

type Given = { duplicate: () => void; remove: (ids: string[], edges?: ReadonlySet<string>) => void; outputOf: (node: string) => Json | undefined };

const sides: [Side, string][] = [['left', 'left'], ['center', 'center'], ['right', 'right'], ['top', 'top'], ['middle', 'middle'], ['bottom', 'bottom']];
const arrows: [string, string, Point][] = [['arrowleft', 'left', { x: -8, y: 0 }], ['arrowright', 'right', { x: 8, y: 0 }], ['arrowup', 'up', { x: 0, y: -8 }], ['arrowdown', 'down', { x: 0, y: 8 }]];

/** Everything that can be done to the document by keyboard, menu or Ctrl+K. */
export function useEditCommands({ duplicate, remove, outputOf }: Given): Command[] {
  const dispatch = useEditDispatch();
  const store = useEditStore();
  const flow = useReactFlow<CanvasNode, WireEdge>();
  const types = useNodeTypes();
  const { openPalette, rename, chosenEdges, chooseEdges } = useUi();
  return useMemo(() => {
    const state = () => store.getState().editing;
    const section = 'Edit';
    const nodes = () => state().doc.definition.nodes.filter(node => state().chosen.includes(node.id));
    const move = (places: Record<string, Point>, label: string, merge?: string) => { if (Object.keys(places).length > 0) dispatch(edit(label, moveTo(places), merge)); };
    const members = () => [...state().chosen, ...(state().doc.layout.groups ?? []).filter(group => state().chosen.includes(group.id)).flatMap(group => group.nodes)];
    const boxes = () => boxesOf(state().doc, members());
    const nudge = ({ x, y }: Point, times: number) => move(Object.fromEntries(boxes().map(box => [box.id, { x: box.x + x * times, y: box.y + y * times }])), 'Move', 'nudge');
    const middle = () => flow.screenToFlowPosition({ x: window.innerWidth / 2 - 120, y: window.innerHeight / 2 - 80 });
    const group = () => {
      const { doc } = state();
      const ids = nodes().map(node => node.id);
      if (ids.length === 0) return;
      const id = freshId([...doc.definition.nodes, ...(doc.layout.groups ?? []), ...(doc.layout.notes ?? [])].map(one => one.id), 'group');
      dispatch(edit('Group', addGroup({ id, name: freshName((doc.layout.groups ?? []).map(one => one.name), 'Group'), nodes: ids })));
      dispatch(chose([id]));
    };
    const fold = () => {
      const { doc, chosen } = state();
      const groups = (doc.layout.groups ?? []).filter(one => chosen.includes(one.id) || one.nodes.some(id => chosen.includes(id)));
      if (groups.length > 0) dispatch(edit('Fold or unfold', all(...groups.map(one => changeGroup(one.id, { collapsed: !one.collapsed })))));
    };
    const note = () => {
      const { doc } = state();
      const id = freshId([...doc.definition.nodes, ...(doc.layout.groups ?? []), ...(doc.layout.notes ?? [])].map(one => one.id), 'note');
      const { x, y } = middle();
      dispatch(edit('Add a note', addNote({ id, x: Math.round(x / 8) * 8, y: Math.round(y / 8) * 8, width: 240, height: 160, text: '', color: 'yellow' })));
      dispatch(chose([id]));
    };
    const tidyUp = async () => {
      const { doc } = state();
      const only = nodes().length > 1 ? new Set(nodes().map(node => node.id)) : undefined;
      const cards = (id: string) => {
        const card = flow.getNode(id);
        return card?.type === 'card' ? { height: card.height ?? 56, ports: card.data.ports } : undefined;
      };
      const places = await tidy(doc, cards, only);
      if (state().doc.definition.nodes === doc.definition.nodes) move(places, 'Tidy up');
      if (!only) setTimeout(() => void flow.fitView({ padding: 0.2, maxZoom: 1, duration: 200 }), 50);
    };
    const pin = () => {
      const chosen = nodes();
      const pinned = chosen.every(node => node.pin !== undefined);
      const data = new Map(chosen.map(node => [node.id, outputOf(node.id)]));
      if (!pinned && [...data.values()].every(value => value === undefined)) return told('There is no output to pin yet. Run the node first, or write its output in its panel.');
      dispatch(edit(pinned ? 'Unpin' : 'Pin', all(...chosen.map(node => (pinned ? setPin(node.id, undefined) : data.get(node.id) === undefined ? () => {} : setPin(node.id, data.get(node.id)))))));
    };
    const breakpoint = () => {
      const on = !nodes().every(node => node.breakpoint);
      dispatch(edit('Breakpoint', all(...nodes().map(node => change(node.id, one => { one.breakpoint = on; })))));
    };
    const add = () => {
      const [only, ...others] = nodes();
      const box = document.querySelector('.canvas')?.getBoundingClientRect();
      const type = only && types?.get(typeKey(only));
      const card = only && flow.getNode(only.id);
      const output = card?.type === 'card' ? card.data.ports.outputs.find(port => !state().doc.definition.edges.some(one => one.from === only?.id && (one.output ?? 'main') === port)) ?? card.data.ports.outputs[0] : undefined;
      const element = only && document.querySelector(`.react-flow__node[data-id="${CSS.escape(only.id)}"]`)?.getBoundingClientRect();
      const screen = element ? { x: element.right, y: element.top } : { x: (box?.left ?? 0) + (box?.width ?? 0) / 2 - 170, y: (box?.top ?? 0) + 80 };
      openPalette(only && others.length === 0 && output !== undefined && (isTrigger(type) || type?.kind !== 'attachment') ? { ask: { kind: 'after', node: only.id, output }, screen, at: undefined } : { ask: { kind: 'free' }, screen, at: undefined });
    };
    return [
      { id: 'add', name: 'Add a node (also Tab)', section, keys: ['n'], perform: add },
      { id: 'undo', name: 'Undo', section, keys: ['mod+z'], perform: () => void dispatch(undone()) },
      { id: 'redo', name: 'Redo', section, keys: ['mod+shift+z', 'mod+y'], perform: () => void dispatch(redone()) },
      { id: 'delete', name: 'Delete', section, keys: ['delete', 'backspace'], perform: () => { remove(state().chosen, chosenEdges); chooseEdges(new Set()); } },
      { id: 'duplicate', name: 'Duplicate', section, keys: ['mod+d'], perform: duplicate },
      { id: 'all', name: 'Select everything', section, keys: ['mod+a'], perform: () => void dispatch(chose([...state().doc.definition.nodes, ...(state().doc.layout.notes ?? [])].map(one => one.id))) },
      { id: 'none', name: 'Select nothing', section, keys: ['escape'], hidden: true, perform: () => { dispatch(chose([])); chooseEdges(new Set()); } },
      { id: 'rename', name: 'Rename', section, keys: ['f2'], perform: () => rename(nodes()[0]?.id) },
      { id: 'disable', name: 'Disable or enable', section, keys: ['d'], perform: () => { if (nodes().length > 0) dispatch(edit('Disable or enable', toggleDisabled(nodes().map(node => node.id)))); } },
      { id: 'pin', name: 'Pin or unpin the output', section, keys: ['p'], perform: pin },
      { id: 'breakpoint', name: 'Set or clear a breakpoint', section, keys: ['b'], perform: breakpoint },
      { id: 'open', name: 'Open the node', section, keys: ['enter'], perform: () => { const [first] = nodes(); if (first) dispatch(panelOpened(first.id)); } },
      { id: 'group', name: 'Group', section: 'Arrange', keys: ['mod+g'], perform: group },
      { id: 'ungroup', name: 'Ungroup', section: 'Arrange', keys: ['mod+shift+g'], perform: () => dispatch(edit('Ungroup', all(...state().chosen.map(removeGroup)))) },
      { id: 'fold', name: 'Fold or unfold the group', section: 'Arrange', keys: ['alt+g'], perform: fold },
      { id: 'note', name: 'Add a sticky note', section, keys: ['shift+s'], perform: note },
      { id: 'tidy', name: 'Tidy up', section: 'Arrange', keys: ['shift+alt+t'], perform: () => void tidyUp() },
      ...sides.map(([side, word]): Command => ({ id: `align-${side}`, name: `Align ${word}`, section: 'Arrange', perform: () => move(aligned(boxes(), side), `Align ${word}`) })),
      { id: 'distribute-x', name: 'Distribute horizontally', section: 'Arrange', perform: () => move(distributed(boxes(), 'x'), 'Distribute') },
      { id: 'distribute-y', name: 'Distribute vertically', section: 'Arrange', perform: () => move(distributed(boxes(), 'y'), 'Distribute') },
      ...arrows.flatMap(([key, word, by]): Command[] => [
        { id: `move-${word}`, name: `Move ${word}`, section: 'Arrange', keys: [key], hidden: true, perform: () => nudge(by, 1) },
        { id: `move-far-${word}`, name: `Move far ${word}`, section: 'Arrange', keys: [`shift+${key}`], hidden: true, perform: () => nudge(by, 8) },
      ]),
    ];
  }, [dispatch, store, flow, types, openPalette, rename, chosenEdges, chooseEdges, duplicate, remove, outputOf]);
}
