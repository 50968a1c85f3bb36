import { useMemo, useRef, useEffect } from 'react';
import { isProblem } from '@/api/base';
import type { Json } from '@/api/model';
import { useForkRunMutation, useStartTestRunMutation } from '@/api/runs';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import { faultsFound } from '@/document/slice';
import { failed } from '@/ui/toast';
import { useUi } from '../ui-state';
import { planRun, type RunMode } from './plan';
import type { Running } from './use-run';

/** Starts test runs of what is on the canvas at this moment, saved or not. */
export function useStart(id: string, running: Running) {
  const store = useEditStore();
  const dispatch = useEditDispatch();
  const { showProblems } = useUi();
  const [startTest] = useStartTestRunMutation();
  const [fork] = useForkRunMutation();
  const latest = useRef(running);
  useEffect(() => { latest.current = running; });
  return useMemo(() => {
    const refused = (error: unknown) => {
      if (!isProblem(error)) return;
      failed(error);
      if (!error.faults) return;
      dispatch(faultsFound(error.faults));
      showProblems(true);
    };
    const start = async (mode: RunMode, node?: string, input?: Json, trigger?: string) => {
      const plan = planRun(store.getState().editing.doc, mode, node, latest.current.steps, input);
      const answer = await startTest({ id, ...plan, ...(trigger ? { trigger } : {}) });
      if (answer.data) latest.current.show(answer.data.id);
      else refused(answer.error);
    };
    /** What does not depend on the node is kept from the run that is shown; without one the node begins with nothing. */
    const from = async (node: string, output?: Json) => {
      const { runId, steps } = latest.current;
      const { doc } = store.getState().editing;
      const step = steps.filter(one => one.nodeId === node).at(-1);
      const answer = runId && step ? await fork({ id: runId, step: step.id, definition: doc.definition, ...(output === undefined ? {} : { output }) }) : await startTest({ id, draft: doc.definition, from: node, input: {} });
      if (answer.data) latest.current.show(answer.data.id);
      else refused(answer.error);
    };
    return { start, from };
  }, [id, store, dispatch, showProblems, startTest, fork]);
}
