import { Handle, Position, type NodeProps } from '@xyflow/react';
import { ChevronDown, ChevronRight, Layers, Ungroup } from 'lucide-react';
import { memo, useState } from 'react';
import { cn } from '@/lib/cn';
import { plural } from '@/lib/format';
import { StatusIcon } from '@/ui/status';
import { useCanvas } from './actions';
import { NameField } from './name-field';
import type { GroupNode } from './to-flow';

/** A group: a quiet box behind its nodes, or one card in their place. */
export const GroupFace = memo(function GroupFace({ id, data: { group, worst }, selected }: NodeProps<GroupNode>) {
  const { changeGroup, removeGroup } = useCanvas();
  const [naming, setNaming] = useState(false);
  const title = naming && changeGroup
    ? <NameField name={group.name} onDone={name => { setNaming(false); if (name?.trim()) changeGroup(id, { name: name.trim() }); }} />
    : <span className="group-name" dir="auto" title={group.name} onDoubleClick={event => { event.stopPropagation(); setNaming(true); }}>{group.name}</span>;
  const fold = changeGroup && (
    <button type="button" className="nodrag group-tool" aria-expanded={!group.collapsed} title={group.collapsed ? 'Unfold (Alt+G)' : 'Fold (Alt+G)'} aria-label={group.collapsed ? 'Unfold' : 'Fold'} onClick={() => changeGroup(id, { collapsed: !group.collapsed })}>
      {group.collapsed ? <ChevronRight /> : <ChevronDown />}
    </button>
  );
  if (group.collapsed) return (
    <div className={cn('card group-card', selected && 'is-chosen')}>
      <span className="card-icon"><Layers /></span>
      <div className="card-words"><div className="card-name">{title}</div><div className="card-type">{plural(group.nodes.length, 'node')}</div></div>
      {worst && <StatusIcon status={worst} />}
      {fold}
      <Handle id="input:main" type="target" position={Position.Left} isConnectable={false} className="port" />
      <Handle id="output:main" type="source" position={Position.Right} isConnectable={false} className="port" />
    </div>
  );
  return (
    <div className={cn('group', selected && 'is-chosen')}>
      <div className="group-head">{fold}{title}{removeGroup && <button type="button" className="nodrag group-tool" title="Ungroup" aria-label="Ungroup" onClick={() => removeGroup(id)}><Ungroup /></button>}</div>
    </div>
  );
});
