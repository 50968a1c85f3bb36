import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Ban, Circle, MessageSquareText, Minus, Pencil, Pin, Plus, RotateCw, ShieldAlert, TriangleAlert } from 'lucide-react';
import { memo, useState, type ComponentType, type CSSProperties } from 'react';
import { cn } from '@/lib/cn';
import { Icon } from '@/ui/icon';
import { StatusIcon, statusLook } from '@/ui/status';
import { useCanvas } from './actions';
import { NameField } from './name-field';
import { NodeTools } from './node-tools';
import { RunLine } from './run-line';
import { spotsOf, type NodePorts } from './ports';
import type { CardNode } from './to-flow';
import type { Mark } from './types';

const markIcons: Record<Exclude<Mark, 'dim'>, { icon: ComponentType<{ className?: string }>; word: string; colour: string }> = {
  added: { icon: Plus, word: 'Added', colour: 'bg-succeeded-soft text-succeeded' }, removed: { icon: Minus, word: 'Removed', colour: 'bg-failed-soft text-failed' }, changed: { icon: Pencil, word: 'Changed', colour: 'bg-decision-soft text-decision' },
};

/** A node: what it is, what is special about it, its ports, and below it what a run did. */
export const NodeCard = memo(function NodeCard({ id, data, selected, dragging }: NodeProps<CardNode>) {
  const { node, type, known, ports, overlay, mark, fault } = data;
  const { renaming, stopRenaming, rename, runNode } = useCanvas();
  const [hovered, setHovered] = useState(false);
  const unknown = known && !type;
  const style = { '--edge': `var(--c-${(type?.category ?? 'code').toLowerCase()})`, ...(overlay ? { '--ring': statusLook(overlay.status).ring } : {}) } as CSSProperties;
  return (
    <div className="card-box" data-mark={mark} data-status={overlay?.status} onMouseEnter={() => setHovered(true)} onMouseLeave={() => setHovered(false)}>
      <div className={cn('card', selected && 'is-chosen', unknown && 'is-unknown', node.disabled && 'is-disabled', dragging && 'is-dragged')} style={style}>
        <span className="card-icon"><Icon name={type?.icon ?? 'puzzle'} /></span>
        <div className="card-words">
          {renaming === id && rename && stopRenaming
            ? <NameField name={node.name} onDone={name => { stopRenaming(); if (name !== undefined) rename(id, name); }} />
            : <div className="card-name" dir="auto" title={node.name}>{node.name}</div>}
          <div className="card-type">{unknown ? `Unknown: ${node.type}` : (type?.name ?? node.type)}</div>
        </div>
        <Badges data={data} />
        {overlay && <span className="card-state"><StatusIcon status={overlay.status} /></span>}
      </div>
      {mark && mark !== 'dim' && <MarkBadge mark={mark} />}
      {fault && <span className={cn('card-fault', fault === 'error' ? 'text-failed' : 'text-decision')} title={fault === 'error' ? 'Has errors' : 'Has warnings'}><TriangleAlert aria-label={fault === 'error' ? 'Has errors' : 'Has warnings'} /></span>}
      {node.breakpoint && <span className="card-breakpoint" title="Breakpoint"><Circle aria-label="Breakpoint" /></span>}
      {overlay && <RunLine id={id} overlay={overlay} />}
      <Ports id={id} ports={ports} />
      {runNode && hovered && !dragging && <NodeTools id={id} disabled={node.disabled === true} />}
    </div>
  );
});

function MarkBadge({ mark }: { mark: Exclude<Mark, 'dim'> }) {
  const { icon: Drawn, word, colour } = markIcons[mark];
  return <span className={cn('card-mark', colour)}><Drawn />{word}</span>;
}

function Badges({ data: { node, type } }: { data: CardNode['data'] }) {
  const retry = node.policy?.retry?.attempts;
  return (
    <div className="card-badges">
      {node.disabled && <Badge word="Disabled" icon={Ban} />}
      {node.pin !== undefined && <Badge word="Pinned output" icon={Pin} />}
      {retry !== undefined && retry > 1 && <Badge word={`Tries up to ${retry} times`} icon={RotateCw} />}
      {(node.policy?.delivery ?? type?.delivery) === 'atMostOnce' && <Badge word="At most once" icon={ShieldAlert} />}
      {node.notes && <Badge word={node.notes} icon={MessageSquareText} />}
    </div>
  );
}

const Badge = ({ word, icon: Drawn }: { word: string; icon: ComponentType<{ 'aria-label': string }> }) => <span title={word}><Drawn aria-label={word} /></span>;

const label = (port: string) => (port.startsWith('ai_') ? port.slice(3) : port);

const Ports = memo(function Ports({ id, ports }: { id: string; ports: NodePorts }) {
  const { addAfter, addToSlot } = useCanvas();
  const editable = addAfter !== undefined;
  return spotsOf(ports).map(({ id: port, kind, x, y }) => {
    const key = `${kind}:${port}`;
    switch (kind) {
      case 'input': return (
        <Handle key={key} id={key} type="target" position={Position.Left} isConnectable={editable} className="port" style={{ top: y }} aria-label={`Input ${port}`}>
          {ports.inputs.length > 1 && <span className="port-label port-label-in">{label(port)}</span>}
        </Handle>);
      case 'output': return (
        <Handle key={key} id={key} type="source" position={Position.Right} isConnectable={editable} className={cn('port', port === 'error' && 'port-error')} style={{ top: y }} aria-label={`Output ${port}`}
          onClick={event => addAfter?.(id, port, { x: event.clientX, y: event.clientY })}>
          {(ports.outputs.length > 1 || port !== 'main') && <span className="port-label port-label-out">{label(port)}</span>}
        </Handle>);
      case 'slot': return (
        <Handle key={key} id={key} type="target" position={Position.Bottom} isConnectable={editable} className="port port-slot" style={{ left: x }} aria-label={`Slot ${label(port)}`}
          onClick={event => addToSlot?.(id, port, { x: event.clientX, y: event.clientY })}>
          <span className="port-label port-label-slot">{label(port)}{ports.slots.find(slot => slot.name === port)?.required && ' *'}</span>
        </Handle>);
      default: return <Handle key={key} id={key} type="source" position={Position.Top} isConnectable={editable} className="port port-slot" aria-label={`Plugs into ${label(port)}`} />;
    }
  });
});
