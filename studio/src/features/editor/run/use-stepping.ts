import { useEffect, useRef, useState } from 'react';
import type { Run } from '@/api/model';
import { useChangeRunMutation } from '@/api/runs';
import { useEditDispatch, useEditing } from '@/document/hooks';
import { chose } from '@/document/slice';
import { isOwnStop } from './plan';

/** A run that has stopped at a breakpoint: on to the next breakpoint, or over one node. */
export function useStepping(run: Run | undefined) {
  const [changeRun] = useChangeRunMutation();
  const dispatch = useEditDispatch();
  const [steps, setSteps] = useState(false);
  const seen = useRef('');
  const stop = run?.status === 'paused' ? run.attention?.find(one => one.why === 'breakpoint') : undefined;
  const own = useEditing(state => stop !== undefined && isOwnStop(state.editing.doc, stop.nodeId));
  const [runId, step, node] = [run?.id, stop?.step, stop?.nodeId];
  const stays = steps || own;
  useEffect(() => {
    const key = `${runId}/${step}`;
    if (runId === undefined || node === undefined || key === seen.current) return;
    seen.current = key;
    if (stays) dispatch(chose([node]));
    else void changeRun({ id: runId, action: 'resume' });
  }, [runId, step, node, stays, changeRun, dispatch]);
  const go = (over: boolean) => {
    setSteps(over);
    if (runId) void changeRun({ id: runId, action: 'resume' });
  };
  return { stopped: stays ? node : undefined, stepOver: () => go(true), goOn: () => go(false) };
}
