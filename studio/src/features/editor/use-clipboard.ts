import { useReactFlow } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { isProblem } from '@/api/base';
import type { JsonObject } from '@/api/model';
import { workflowsApi } from '@/api/workflows';
import { copy, paste, read, type Clip } from '@/document/clipboard';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import type { Point } from '@/document/model';
import { chose, edit } from '@/document/slice';
import { plural } from '@/lib/format';
import { failed, told } from '@/ui/toast';

/** Ids that are chosen, with what is inside of chosen groups. */
function reach(chosen: string[], groups: { id: string; nodes: string[] }[] = []): Set<string> {
  return new Set([...chosen, ...groups.filter(group => chosen.includes(group.id)).flatMap(group => group.nodes)]);
}

/** Copy, paste and duplicate, as text that other windows and people understand. */
export function useClipboard() {
  const dispatch = useEditDispatch();
  const store = useEditStore();
  const { screenToFlowPosition } = useReactFlow();
  const pasted = useRef({ text: '', times: 0 });
  return useMemo(() => {
    const chosenClip = (): Clip | undefined => {
      const { doc, chosen } = store.getState().editing;
      return copy(doc, reach(chosen, doc.layout.groups));
    };
    const put = (clip: Clip, at: Point, label: string) => {
      const { edit: recipe, ids } = paste(store.getState().editing.doc, clip, at);
      dispatch(edit(label, recipe));
      dispatch(chose(ids));
      return ids.length;
    };
    const corner = (clip: Clip): Point => {
      const points = [...Object.values(clip.layout.nodes ?? {}), ...(clip.layout.notes ?? [])];
      return points.length === 0 ? { x: 0, y: 0 } : { x: Math.min(...points.map(point => point.x)), y: Math.min(...points.map(point => point.y)) };
    };
    const here = (): Point => {
      const box = document.querySelector('.canvas')?.getBoundingClientRect();
      return screenToFlowPosition({ x: (box?.left ?? 0) + (box?.width ?? 800) / 4, y: (box?.top ?? 0) + (box?.height ?? 600) / 3 });
    };

    /** What n8n wrote is read by the server; the workflow it makes of it is only passing through. */
    const fromN8n = async (file: JsonObject) => {
      const answer = await dispatch(workflowsApi.endpoints.importWorkflow.initiate({ file: { name: 'Pasted from n8n', ...file }, format: 'n8n', name: `Pasted from n8n ${Date.now()}` }));
      if (!('data' in answer) || !answer.data) {
        if (isProblem(answer.error)) failed(answer.error);
        return;
      }
      const { id, report } = answer.data;
      const { data: whole } = await dispatch(workflowsApi.endpoints.getWorkflow.initiate(id, { subscribe: false }));
      void dispatch(workflowsApi.endpoints.deleteWorkflow.initiate(id));
      if (!whole) return;
      const placed = put({ auterity: 1, nodes: whole.definition.nodes ?? [], edges: whole.definition.edges ?? [], layout: whole.layout ?? {} }, here(), 'Paste from n8n');
      const stubs = report.nodes.filter(node => node.status === 'stub').length;
      told(`${plural(placed, 'thing')} pasted from n8n${stubs > 0 ? `; ${plural(stubs, 'node')} without a counterpart here` : ''}.`);
    };

    const pasteText = (text: string): boolean => {
      const what = read(text);
      if (what.kind === 'nothing') return false;
      if (what.kind === 'n8n') {
        void fromN8n(what.file);
        return true;
      }
      pasted.current = pasted.current.text === text ? { text, times: pasted.current.times + 1 } : { text, times: 0 };
      const at = here();
      put(what.clip, { x: at.x + pasted.current.times * 40, y: at.y + pasted.current.times * 40 }, `Paste ${plural(what.clip.nodes.length, 'node')}`);
      return true;
    };
    const copied = (): string | undefined => {
      const clip = chosenClip();
      return clip && JSON.stringify(clip, null, 2);
    };
    const duplicate = () => {
      const clip = chosenClip();
      if (!clip) return;
      const at = corner(clip);
      put(clip, { x: at.x + 40, y: at.y + 40 }, `Duplicate ${plural(clip.nodes.length, 'node')}`);
    };
    return { copied, pasteText, duplicate };
  }, [dispatch, store, screenToFlowPosition]);
}
