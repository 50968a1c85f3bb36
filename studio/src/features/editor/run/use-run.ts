import { skipToken } from '@reduxjs/toolkit/query';
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useConnection, useWatch } from '@/api/live';
import type { Run, Step } from '@/api/model';
import { useGetRunQuery, useListStepsQuery } from '@/api/runs';
import { overlayOf } from '@/canvas/overlay';
import { useEditing } from '@/document/hooks';
import { selectDoc } from '@/document/slice';

const over = new Set(['succeeded', 'failed', 'cancelled']);
export const isOver = (run: Run | undefined) => run !== undefined && over.has(run.status);

const noSteps: Step[] = [];

/** The run that lies over the canvas; the address remembers which one. */
export function useRun() {
  const [search, setSearch] = useSearchParams();
  const runId = search.get('run') ?? undefined;
  const doc = useEditing(selectDoc);
  const [picked, setPicked] = useState<Record<string, number>>({});
  const connection = useConnection();
  const { data: run, error } = useGetRunQuery(runId ?? skipToken);
  useWatch('run', runId);
  // Without messages of the server somebody has to ask.
  const asking = { pollingInterval: run && !isOver(run) && connection !== 'live' ? 2_000 : 0 };
  useGetRunQuery(runId ?? skipToken, asking);
  const { data: page } = useListStepsQuery(runId ?? skipToken, asking);
  const steps = page?.steps ?? noSteps;
  const overlay = useMemo(() => (runId && steps.length > 0 ? overlayOf(doc, steps, picked) : undefined), [runId, doc, steps, picked]);
  const show = useCallback((id: string | undefined) => {
    setPicked({});
    setSearch(before => {
      const next = new URLSearchParams(before);
      if (id) next.set('run', id);
      else next.delete('run');
      return next;
    }, { replace: true });
  }, [setSearch]);
  const pickFiring = useCallback((node: string, number: number) => setPicked(before => ({ ...before, [node]: number })), []);
  return { runId, run, steps, overlay, gone: error !== undefined && run === undefined, show, pickFiring };
}

export type Running = ReturnType<typeof useRun>;
