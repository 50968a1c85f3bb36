import type { Doc } from '@/document/model';
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

/** A workflow to look at: nothing in it can be changed. */
export function GraphView({ doc, chosen, onChoose }: GraphViewProps) {
  return <ul className="p-4">{doc.definition.nodes.map(node => <li key={node.id}><button type="button" aria-pressed={chosen === node.id} onClick={() => onChoose?.(node.id)}>{node.name}</button></li>)}</ul>;
}
