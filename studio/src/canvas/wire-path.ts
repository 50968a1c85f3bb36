import { getSmoothStepPath, Position } from '@xyflow/react';

type Ends = { sourceX: number; sourceY: number; targetX: number; targetY: number };

const OUT = 20;
const BELOW = 64;
const BEND = 10;

/** A smooth step to the right. */
export function forwardPath(ends: Ends): [path: string, x: number, y: number] {
  const [path, x, y] = getSmoothStepPath({ ...ends, sourcePosition: Position.Right, targetPosition: Position.Left, borderRadius: BEND, offset: OUT });
  return [path, x, y];
}

/** From a sub-node up into the slot of its host. */
export function plugPath(ends: Ends): [path: string, x: number, y: number] {
  const [path, x, y] = getSmoothStepPath({ ...ends, sourcePosition: Position.Top, targetPosition: Position.Bottom, borderRadius: BEND, offset: OUT });
  return [path, x, y];
}

/** A way back: out to the right, below both cards, and in from the left. */
export function backPath({ sourceX, sourceY, targetX, targetY }: Ends): [path: string, x: number, y: number] {
  const low = Math.max(sourceY, targetY) + BELOW;
  const [right, left, r] = [sourceX + OUT, targetX - OUT, BEND];
  const path = `M${sourceX},${sourceY} L${right - r},${sourceY} Q${right},${sourceY} ${right},${sourceY + r} L${right},${low - r} Q${right},${low} ${right - r},${low} `
    + `L${left + r},${low} Q${left},${low} ${left},${low - r} L${left},${targetY + r} Q${left},${targetY} ${left + r},${targetY} L${targetX},${targetY}`;
  return [path, (left + right) / 2, low];
}
