import { Background, BackgroundVariant, Controls, MiniMap, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { Doc } from '@/document/model';
import './canvas.css';
import { edgeTypes, nodeTypes } from './faces';
import { createFlow, type CanvasNode } from './to-flow';
import { useLevelOfDetail } from './use-level-of-detail';
import { usePorts } from './use-ports';
import { useNodeTypes } from './use-types';
import type { Mark, RunOverlay } from './types';

export type GraphViewProps = {
  doc: Doc;
  overlay?: RunOverlay | undefined;
  marks?: Record<string, Mark> | undefined;
  edgeMarks?: Record<string, 'added' | 'removed'> | undefined;
  chosen?: string | undefined;
  onChoose?: ((id: string | undefined) => void) | undefined;
  /** For a picture in a card: no controls, nothing to choose. */
  preview?: boolean;
};

const fit = { padding: 0.15, maxZoom: 1 };

/** A workflow to look at: nothing in it can be changed. */
export function GraphView(props: GraphViewProps) {
  return <ReactFlowProvider><Graph {...props} /></ReactFlowProvider>;
}

function Graph({ doc, overlay, marks, edgeMarks, chosen, onChoose, preview = false }: GraphViewProps) {
  const types = useNodeTypes();
  const dynamic = usePorts(doc, types);
  const [flow] = useState(createFlow);
  const { nodes, edges } = useMemo(() => flow({ doc, types, dynamic, overlay, marks, edgeMarks }), [flow, doc, types, dynamic, overlay, marks, edgeMarks]);
  const drawn = useMemo(() => (chosen === undefined ? nodes : nodes.map(node => (node.id === chosen ? { ...node, selected: true } : node))), [nodes, chosen]);
  const lod = useLevelOfDetail();
  return (
    <div className="canvas h-full w-full" data-lod={lod} data-preview={preview || undefined} aria-hidden={preview || undefined} {...(preview ? { inert: true } : {})}>
      <ReactFlow<CanvasNode> nodes={drawn} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} fitView fitViewOptions={fit} minZoom={0.05} maxZoom={preview ? 1 : 2}
        nodesDraggable={false} nodesConnectable={false} edgesFocusable={false} nodesFocusable={!preview} elementsSelectable={!preview} deleteKeyCode={null} onlyRenderVisibleElements={!preview}
        panOnDrag={!preview} zoomOnScroll={!preview} zoomOnPinch={!preview} zoomOnDoubleClick={false} preventScrolling={!preview}
        onNodeClick={(_, node) => { if (node.type === 'card') onChoose?.(node.id); }} onPaneClick={() => onChoose?.(undefined)}
        onNodesChange={changes => { for (const change of changes) if (change.type === 'select' && change.selected && nodes.some(node => node.id === change.id && node.type === 'card')) onChoose?.(change.id); }}>
        {!preview && <Background variant={BackgroundVariant.Dots} gap={16} size={1} />}
        {!preview && <Controls showInteractive={false} position="bottom-left" aria-label="Zoom" />}
        {!preview && nodes.length > 12 && <MiniMap pannable zoomable position="bottom-right" ariaLabel="Map of the workflow" />}
      </ReactFlow>
    </div>
  );
}
