import type { EdgeTypes, NodeTypes } from '@xyflow/react';
import { GroupFace } from './group-face';
import { NodeCard } from './node-card';
import { NoteFace } from './note-face';
import { Wire } from './wire';

/** The faces of everything on a canvas; constants, so that React Flow never starts anew. */
export const nodeTypes: NodeTypes = { card: NodeCard, note: NoteFace, box: GroupFace };
export const edgeTypes: EdgeTypes = { wire: Wire };
