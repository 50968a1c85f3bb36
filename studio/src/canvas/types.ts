import type { StepStatus } from '@/api/model';

/** What happened to a node in a run: drawn on its card. */
export type NodeOverlay = {
  status: StepStatus;
  /** Items it handed on. */
  items?: number | undefined;
  milliseconds?: number | undefined;
  attempts?: number | undefined;
  /** How often it fired, and which firing is shown, from 0. */
  firings?: number | undefined;
  shown?: number | undefined;
  /** How far it says it is, from 0 to 1. */
  progress?: number | undefined;
  message?: string | undefined;
};

/** What happened on an edge, by `edgeKey`. */
export type EdgeOverlay = { items: number; active: boolean; dead: boolean };

export type RunOverlay = { nodes: Record<string, NodeOverlay>; edges: Record<string, EdgeOverlay> };

/** How a node stands out in a comparison. */
export type Mark = 'added' | 'removed' | 'changed' | 'dim';
