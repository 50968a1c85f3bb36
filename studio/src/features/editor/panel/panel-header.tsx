import { ArrowLeft, ArrowRight, ChevronDown, Play, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { NodeDefinition, NodeType } from '@/api/model';
import { renameNode } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Menu } from '@/ui/menu';

type Neighbour = { id: string; name: string };
type PanelHeaderProps = { node: NodeDefinition; type: NodeType | undefined; previous: Neighbour[]; next: Neighbour[]; onGo: (id: string) => void; onClose: () => void; onRunNode: (mode: 'node' | 'upTo' | 'from') => void };

/** What the node is, and the way to the next one. */
export function PanelHeader({ node, type, previous, next, onGo, onClose, onRunNode }: PanelHeaderProps) {
  const starts = type?.kind === 'trigger' || type?.kind === 'polling';
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).tagName === 'INPUT') return;
    const to = event.key === 'ArrowLeft' ? previous[0] : event.key === 'ArrowRight' ? next[0] : undefined;
    if (to) onGo(to.id);
  };
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-b px-3" onKeyDown={onKeyDown}>
      <GoButton side="previous" nodes={previous} onGo={onGo} />
      <GoButton side="next" nodes={next} onGo={onGo} />
      <span className="flex size-8 shrink-0 items-center justify-center rounded border bg-n1"><Icon name={type?.icon ?? 'puzzle'} className="size-4.5" /></span>
      <div className="min-w-0 flex-1">
        <NameField key={`${node.id} ${node.name}`} node={node} />
        <p className="truncate px-1 text-meta text-n10" title={type?.summary}>{type ? `${type.name} · ${type.summary}` : `Unknown type ${node.type}`}</p>
      </div>
      <span className="flex">
        <Button look="primary" className="rounded-r-none" onClick={() => onRunNode('upTo')}><Play /><span>Run<span className="max-md:hidden">{starts ? ' from this trigger' : ' up to here'}</span></span></Button>
        <Menu trigger={<Button look="primary" className="rounded-l-none border-l border-l-on-accent/30 px-1.5" aria-label="Other ways to run" title="Other ways to run"><ChevronDown /></Button>}
          entries={[
            { label: 'Run up to here', perform: () => onRunNode('upTo') },
            { label: 'Run this node alone', perform: () => onRunNode('node') },
            { label: 'Run from here', perform: () => onRunNode('from') },
          ]} />
      </span>
      <Button look="quiet" size="icon" title="Close (Esc)" onClick={onClose}><X /></Button>
    </header>
  );
}

function GoButton({ side, nodes, onGo }: { side: 'previous' | 'next'; nodes: Neighbour[]; onGo: (id: string) => void }) {
  const arrow = side === 'previous' ? <ArrowLeft /> : <ArrowRight />;
  const [first] = nodes;
  if (nodes.length > 1) return <Menu align="start" trigger={<Button look="quiet" size="icon" title={`To the ${side} node`}>{arrow}</Button>} entries={nodes.map(node => ({ label: node.name.slice(0, 60), perform: () => onGo(node.id) }))} />;
  return <Button look="quiet" size="icon" disabled={!first} title={first ? `To “${first.name}”` : `There is no ${side} node`} onClick={() => { if (first) onGo(first.id); }}>{arrow}</Button>;
}

function NameField({ node }: { node: NodeDefinition }) {
  const dispatch = useEditDispatch();
  const [name, setName] = useState(node.name);
  const keep = () => {
    if (name.trim() === '' || name === node.name) setName(node.name);
    else dispatch(edit(`Rename ${node.name}`, renameNode(node.id, name)));
  };
  return (
    <input aria-label="Name of the node" dir="auto" maxLength={200} spellCheck={false} value={name} onChange={event => setName(event.target.value)} onBlur={keep}
      onKeyDown={event => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          setName(node.name);
        }
      }}
      className="h-6 w-full max-w-xl truncate rounded border border-transparent bg-transparent px-1 text-strong font-semibold hover:border-n6 focus:border-accent focus:bg-n1 focus-visible:outline-0" />
  );
}
