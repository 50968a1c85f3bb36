import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useListNodeTypesQuery } from '@/api/nodes';
import type { NodeDefinition, Run, Step } from '@/api/model';
import { useEditDispatch, useEditing } from '@/document/hooks';
import { findNode } from '@/document/model';
import { panelOpened, selectDoc } from '@/document/slice';
import { useCommands, type Command } from '@/lib/commands';
import type { InsertTarget } from '@/ui/schema-form/form-context';
import { told } from '@/ui/toast';
import { Columns } from './columns';
import { neighbours } from './flow';
import { InputColumn } from './input-column';
import { firingsOf } from './items';
import { OutputColumn } from './output-column';
import { PanelDataContext, type PanelData } from './panel-data';
import { PanelHeader } from './panel-header';
import { SettingsColumn } from './settings-column';
import { useNodeInput } from './use-node-input';

export type NodePanelProps = { nodeId: string; onClose: () => void; run?: Run | undefined; steps?: Step[] | undefined; onRunNode: (mode: 'node' | 'upTo' | 'from') => void };

/** One node at large, over the canvas: what comes in, how it is set, what goes out. */
export function NodePanel(props: NodePanelProps) {
  const node = useEditing(state => findNode(selectDoc(state), props.nodeId));
  return node ? <OpenPanel key={node.id} node={node} {...props} /> : null;
}

/** Keys that mean the same wherever they are pressed; all others stay in the panel, away from the canvas. */
const passes = (event: KeyboardEvent) => event.key === 'Escape' || ((event.ctrlKey || event.metaKey) && ['z', 'y', 's', 'k', 'enter'].includes(event.key.toLowerCase()));

function OpenPanel({ node, onClose, run, steps, onRunNode }: NodePanelProps & { node: NodeDefinition }) {
  const dispatch = useEditDispatch();
  const doc = useEditing(selectDoc);
  const { data: types } = useListNodeTypesQuery();
  const type = types?.find(one => one.type === node.type);
  const [small, setSmall] = useState('settings');
  const [firing, setFiring] = useState<{ run: string | undefined; at: number }>();
  const firings = useMemo(() => firingsOf(steps, node.id), [steps, node.id]);
  const shown = firing && firing.run === run?.id && firing.at < firings.length ? firing.at : firings.length - 1;
  const input = useNodeInput(doc, node.id, steps, firings[shown]);

  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.focus(), []);
  useCommands(useMemo<Command[]>(() => [{ id: 'close panel', name: 'Close the node', section: 'Node', keys: ['escape'], always: true, perform: onClose }], [onClose]));

  const target = useRef<InsertTarget>(undefined);
  const onFocusField = useCallback((next: InsertTarget) => { target.current = next; }, []);
  const insert = useCallback((template: string) => {
    if (target.current) target.current(template);
    else told('Click into a parameter first; the field goes there. Or drag it onto one.');
  }, []);

  const { item, binary, index, nodes } = input;
  const settings = doc.definition.settings;
  const data = useMemo<PanelData>(() => ({
    nodeId: node.id, item, index, nodes, onFocusField, insert, timeZone: settings?.timeZone, forgiveMissing: settings?.forgiveMissing ?? false,
    completion: { json: item, binary, nodes: new Map([...nodes].map(([name, { items }]) => [name, { json: items[0]?.json, binary: items[0]?.binary }])) },
  }), [node.id, item, binary, index, nodes, onFocusField, insert, settings]);

  const around = useMemo(() => {
    const { previous, next } = neighbours(doc, node.id);
    const named = (ids: string[]) => ids.flatMap(id => { const one = findNode(doc, id); return one ? [{ id, name: one.name }] : []; });
    return { previous: named(previous), next: named(next) };
  }, [doc, node.id]);

  return (
    <PanelDataContext value={data}>
      <section ref={frame} tabIndex={-1} aria-label={`Node ${node.name}`} onKeyDown={event => { if (!passes(event)) event.stopPropagation(); }} className="appear absolute inset-2 z-20 flex flex-col overflow-hidden rounded-card border border-n6 bg-n2 shadow-float outline-none">
        <PanelHeader node={node} type={type} {...around} onGo={id => dispatch(panelOpened(id))} onClose={onClose} onRunNode={onRunNode} />
        <Columns small={small} onSmall={setSmall} columns={[
          { id: 'input', title: 'Input', content: <InputColumn input={input} run={run} steps={steps} isTrigger={type?.kind === 'trigger' || type?.kind === 'polling'} onRunBefore={() => onRunNode('upTo')} /> },
          { id: 'settings', title: 'Settings', content: <SettingsColumn node={node} type={type} /> },
          { id: 'output', title: 'Output', content: <OutputColumn node={node} run={run} firings={firings} shown={shown} onShow={at => setFiring({ run: run?.id, at })} onRunNode={onRunNode} /> },
        ]} />
      </section>
    </PanelDataContext>
  );
}
