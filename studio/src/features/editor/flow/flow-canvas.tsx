import { Background, BackgroundVariant, ConnectionMode, Controls, MiniMap, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react';
import { useMemo, type DragEvent } from 'react';
import '@/canvas/canvas.css';
import { edgeTypes, nodeTypes } from '@/canvas/faces';
import type { CanvasNode, WireEdge } from '@/canvas/to-flow';
import type { RunOverlay, Mark } from '@/canvas/types';
import { useLevelOfDetail } from '@/canvas/use-level-of-detail';
import { usePorts } from '@/canvas/use-ports';
import { useNodeTypes } from '@/canvas/use-types';
import type { Fault } from '@/api/model';
import { useEditDispatch, useEditing } from '@/document/hooks';
import { panelOpened, selectChosen, selectDoc } from '@/document/slice';
import { useUi } from '../ui-state';
import { DRAGGED_TYPE } from '../palette/palette';
import { edgeAt } from './edge-at';
import { found } from './found';
import { useDrawn } from './use-drawn';
import { useGestures } from './use-gestures';
import { useWires } from './use-wires';

const fit = { padding: 0.2, maxZoom: 1 };
const grid: [number, number] = [8, 8];
const several = ['Shift', 'Control', 'Meta'];
const panned = [0, 1];

type FlowCanvasProps = { overlay: RunOverlay | undefined; onDropType: (type: string, at: { x: number; y: number }, edge: string | undefined) => void };

/** The canvas that is edited. */
export function FlowCanvas({ overlay, onDropType }: FlowCanvasProps) {
  const dispatch = useEditDispatch();
  const doc = useEditing(selectDoc);
  const chosen = useEditing(selectChosen);
  const faults = useEditing(state => state.editing.faults);
  const { chosenEdges, search, openPalette, look } = useUi();
  const flow = useReactFlow<CanvasNode, WireEdge>();
  const types = useNodeTypes();
  const dynamic = usePorts(doc, types);
  const { inFlight, dropEdge, gestures, showDrop } = useGestures();
  const wires = useWires();
  const faultsOf = useMemo(() => worstFaults(faults), [faults]);
  const marks = useMemo((): Record<string, Mark> | undefined => {
    if (!search) return undefined;
    const hits = found(doc, search);
    return Object.fromEntries(doc.definition.nodes.filter(node => !hits.has(node.id)).map(node => [node.id, 'dim' as const]));
  }, [doc, search]);
  const input = { doc, types, dynamic, overlay, marks, faults: faultsOf };
  const { nodes, edges } = useDrawn({ input, chosen, chosenEdges, inFlight, dropEdge });
  const lod = useLevelOfDetail();
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(DRAGGED_TYPE)) return;
    event.preventDefault();
    showDrop(edgeAt(event.clientX, event.clientY));
  };
  const drop = (event: DragEvent) => {
    const type = event.dataTransfer.getData(DRAGGED_TYPE);
    showDrop(undefined);
    if (type === '') return;
    event.preventDefault();
    onDropType(type, flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }), edgeAt(event.clientX, event.clientY));
  };
  return (
    <div className="canvas h-full w-full" data-lod={lod} onDragOver={over} onDrop={drop}
      onDoubleClick={event => {
        if (!(event.target as Element).classList.contains('react-flow__pane')) return;
        const screen = { x: event.clientX, y: event.clientY };
        openPalette({ ask: { kind: 'free' }, screen, at: flow.screenToFlowPosition(screen) });
      }}
      onKeyDown={event => {
        // Somebody who walks by Tab walks on; somebody who came with the pointer gets the palette.
        const target = event.target as HTMLElement;
        if (event.key === 'Tab' && !event.shiftKey && !target.matches(':focus-visible') && !/INPUT|TEXTAREA|SELECT/.test(target.tagName)) {
          event.preventDefault();
          window.dispatchEvent(new CustomEvent('studio:add'));
        }
        if (event.key === 'Escape') look(undefined);
      }}>
      <ReactFlow<CanvasNode, WireEdge> nodes={nodes} edges={edges} nodeTypes={nodeTypes} edgeTypes={edgeTypes} {...gestures} {...wires}
        fitView fitViewOptions={fit} minZoom={0.05} maxZoom={2} snapToGrid snapGrid={grid} onlyRenderVisibleElements
        connectionMode={ConnectionMode.Strict} connectionRadius={24} connectOnClick={false} edgesReconnectable reconnectRadius={14} deleteKeyCode={null} selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={several} panOnDrag={panned} zoomOnDoubleClick={false} elevateNodesOnSelect={false} nodeClickDistance={4} paneClickDistance={4} autoPanOnNodeFocus={false}
        onNodeDoubleClick={(_, node) => { if (node.type === 'card') dispatch(panelOpened(node.id)); }}>
        <Background variant={BackgroundVariant.Dots} gap={16} size={1} />
        <Controls showInteractive={false} position="bottom-left" aria-label="Zoom" />
        {nodes.length > 0 && <MiniMap pannable zoomable position="bottom-right" ariaLabel="Map of the workflow" nodeClassName={node => (node.type === 'card' ? '' : 'opacity-20')} />}
      </ReactFlow>
    </div>
  );
}

function worstFaults(faults: Fault[]): Record<string, 'error' | 'warning'> {
  const worst: Record<string, 'error' | 'warning'> = {};
  for (const { nodeId, severity } of faults) if (nodeId && worst[nodeId] !== 'error') worst[nodeId] = severity;
  return worst;
}
