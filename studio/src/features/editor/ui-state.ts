import { createContext, useContext, useMemo, useState } from 'react';
import type { Ask } from '@/document/insert';
import type { Point } from '@/document/model';

export type PaletteAt = { ask: Ask; screen: Point; at: Point | undefined };

/** What is open on the page around the document; a reload may forget it. */
export function useUiState() {
  const [palette, openPalette] = useState<PaletteAt>();
  const [renaming, rename] = useState<string>();
  const [menu, openMenu] = useState<{ id: string; at: Point }>();
  const [search, look] = useState<string>();
  const [problems, showProblems] = useState(false);
  const [chosenEdges, chooseEdges] = useState<ReadonlySet<string>>(new Set());
  const [dialog, openDialog] = useState<'publish' | 'input' | 'listen' | 'tags'>();
  return useMemo(() => ({ palette, openPalette, renaming, rename, menu, openMenu, search, look, problems, showProblems, chosenEdges, chooseEdges, dialog, openDialog }), [palette, renaming, menu, search, problems, chosenEdges, dialog]);
}

export type UiState = ReturnType<typeof useUiState>;

export const UiContext = createContext<UiState | undefined>(undefined);

/** The page around the document, from anywhere in the editor. */
export function useUi(): UiState {
  const ui = useContext(UiContext);
  if (!ui) throw new Error('Outside of the editor.');
  return ui;
}
