import { createContext, useContext } from 'react';
import type { EdgeDefinition, NodeGroup, StickyNote } from '@/api/model';

/** What can be done on a canvas. One that is only looked at offers nothing. */
export type CanvasActions = {
  /** Opens the palette at a point of the screen, for what follows a port or fits a slot. */
  addAfter?: (node: string, output: string, at: { x: number; y: number }) => void;
  addToSlot?: (node: string, slot: string, at: { x: number; y: number }) => void;
  addOnEdge?: (edge: EdgeDefinition, at: { x: number; y: number }) => void;
  removeEdge?: (edge: EdgeDefinition) => void;
  changeNote?: (id: string, changes: Partial<StickyNote>) => void;
  changeGroup?: (id: string, changes: Partial<NodeGroup>) => void;
  removeGroup?: (id: string) => void;
  rename?: (id: string, name: string) => void;
  /** Node whose name is being written. */
  renaming?: string | undefined;
  stopRenaming?: () => void;
  pickFiring?: (node: string, number: number) => void;
  runNode?: (id: string) => void;
  toggleDisabled?: (id: string) => void;
  remove?: (id: string) => void;
  openMenu?: (id: string, at: { x: number; y: number }) => void;
};

export const CanvasContext = createContext<CanvasActions>({});
export const useCanvas = (): CanvasActions => useContext(CanvasContext);
