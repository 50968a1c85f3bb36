import { useStore } from '@xyflow/react';

/** How much a card shows: 0 everything, 1 icon and state, 2 a tile. The style sheet hides the rest, so that no card is drawn anew by zooming. */
export const useLevelOfDetail = (): 0 | 1 | 2 => useStore(state => (state.transform[2] < 0.25 ? 2 : state.transform[2] < 0.5 ? 1 : 0));
