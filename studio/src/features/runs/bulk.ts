export type Refusal = { id: string; why: string };
export type BulkState = { total: number; done: number; refused: Refusal[]; stopped: boolean; finished: boolean };

/** Does something to each run, a few at a time, and tells how far it is. What cannot be done is noted, and the rest goes on. */
export async function eachOf(ids: readonly string[], perform: (id: string) => Promise<string | undefined>, tell: (state: BulkState) => void, isStopped: () => boolean, atOnce = 4): Promise<BulkState> {
  let state: BulkState = { total: ids.length, done: 0, refused: [], stopped: false, finished: ids.length === 0 };
  let next = 0;
  tell(state);
  const work = async () => {
    while (next < ids.length && !isStopped()) {
      const id = ids[next++] as string;
      const why = await perform(id).catch((error: unknown) => (error instanceof Error ? error.message : 'It could not be done.'));
      state = { ...state, done: state.done + 1, refused: why === undefined ? state.refused : [...state.refused, { id, why }] };
      tell(state);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, ids.length) }, work));
  state = { ...state, stopped: state.done < ids.length, finished: true };
  tell(state);
  return state;
}

/** The choice after a click: with Shift everything between it and the click before. */
export function chosenAfter(chosen: ReadonlySet<string>, rows: readonly { id: string }[], id: string, anchor: string | undefined, shift: boolean): Set<string> {
  const next = new Set(chosen);
  const on = !chosen.has(id);
  const [from, to] = [rows.findIndex(row => row.id === anchor), rows.findIndex(row => row.id === id)];
  const between = shift && from >= 0 && to >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(row => row.id) : [id];
  for (const one of between) {
    if (on) next.add(one);
    else next.delete(one);
  }
  return next;
}
