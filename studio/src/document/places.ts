import { NODE_HEIGHT, NODE_WIDTH, snap, type Doc, type Point } from './model';
import { placesOf } from './arrange';

export const GAP_X = 80;
export const GAP_Y = 48;

/** The nearest place below a point where a card covers no other. */
export function freeSpot(doc: Doc, at: Point): Point {
  const taken = Object.values(placesOf(doc));
  const spot = { x: snap(at.x), y: snap(at.y) };
  while (taken.some(one => Math.abs(one.x - spot.x) < NODE_WIDTH + 16 && Math.abs(one.y - spot.y) < NODE_HEIGHT + 16)) spot.y += NODE_HEIGHT + GAP_Y;
  return spot;
}

type Sized = { id: string; x: number; y: number; width: number; height: number };

/** The chosen cards and notes as rectangles. */
export function boxesOf(doc: Doc, ids: Iterable<string>): Sized[] {
  const places = placesOf(doc);
  const wanted = new Set(ids);
  return [
    ...doc.definition.nodes.filter(node => wanted.has(node.id)).map(node => ({ id: node.id, ...(places[node.id] ?? { x: 0, y: 0 }), width: NODE_WIDTH, height: NODE_HEIGHT })),
    ...(doc.layout.notes ?? []).filter(note => wanted.has(note.id)).map(({ id, x, y, width, height }) => ({ id, x, y, width, height })),
  ];
}

export type Side = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';

/** Where things go so that their sides, or their middles, are in one line. */
export function aligned(boxes: Sized[], side: Side): Record<string, Point> {
  const left = Math.min(...boxes.map(box => box.x));
  const right = Math.max(...boxes.map(box => box.x + box.width));
  const top = Math.min(...boxes.map(box => box.y));
  const bottom = Math.max(...boxes.map(box => box.y + box.height));
  const move: Record<Side, (box: Sized) => Point> = {
    left: box => ({ x: left, y: box.y }), right: box => ({ x: right - box.width, y: box.y }), center: box => ({ x: (left + right - box.width) / 2, y: box.y }),
    top: box => ({ x: box.x, y: top }), bottom: box => ({ x: box.x, y: bottom - box.height }), middle: box => ({ x: box.x, y: (top + bottom - box.height) / 2 }),
  };
  return Object.fromEntries(boxes.map(box => [box.id, move[side](box)]));
}

/** Where things go so that the gaps between them are the same; the outer two stay. */
export function distributed(boxes: Sized[], axis: 'x' | 'y'): Record<string, Point> {
  const size = axis === 'x' ? 'width' : 'height';
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis]);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 3) return {};
  const gap = (last[axis] + last[size] - first[axis] - sorted.reduce((sum, box) => sum + box[size], 0)) / (sorted.length - 1);
  let at = first[axis];
  return Object.fromEntries(sorted.map(box => {
    const place = { x: box.x, y: box.y, [axis]: at };
    at += box[size] + gap;
    return [box.id, place];
  }));
}
