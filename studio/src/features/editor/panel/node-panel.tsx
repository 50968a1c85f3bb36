import type { Run, Step } from '@/api/model';

export type NodePanelProps = { nodeId: string; onClose: () => void; run?: Run; steps?: Step[]; onRunNode: (mode: 'node' | 'upTo' | 'from') => void };

/** What a node is given, how it is set, and what it made of it. */
export const NodePanel = ({ nodeId, onClose }: NodePanelProps) => <aside aria-label="Node" className="h-full p-4">{nodeId} <button type="button" onClick={onClose}>Close</button></aside>;
