import { skipToken } from '@reduxjs/toolkit/query';
import { useMemo } from 'react';
import type { Run, Step } from '@/api/model';
import { useGetVersionQuery, useGetWorkflowQuery } from '@/api/workflows';
import type { Doc } from '@/document/model';
import { docFromSteps } from './run-doc';

/** The workflow as the run saw it, and what has to be said about that. */
export function useRunDoc(run: Run | undefined, steps: readonly Step[]): { doc: Doc | undefined; note: string | undefined } {
  const version = useGetVersionQuery(run && run.version > 0 ? { id: run.workflowId, version: run.version } : skipToken);
  const draft = useGetWorkflowQuery(run?.version === 0 ? run.workflowId : skipToken);
  const { data, error } = run?.version === 0 ? draft : version;
  const guessed = useMemo(() => (error && !data ? docFromSteps(steps) : undefined), [error, data, steps]);
  const doc = useMemo(() => (data ? { definition: { ...data.definition, nodes: data.definition.nodes ?? [], edges: data.definition.edges ?? [] }, layout: data.layout ?? {} } : undefined), [data]);
  if (doc && run?.version === 0) {
    const here = new Set(doc.definition.nodes.map(node => node.id));
    const gone = new Set(steps.filter(step => !here.has(step.nodeId)).map(step => step.node));
    return { doc, note: gone.size > 0 ? `This was a test of a draft. It is shown on the draft as it is now, where ${[...gone].slice(0, 3).join(', ')} ${gone.size === 1 ? 'is' : 'are'} no longer.` : 'This was a test of a draft. It is shown on the draft as it is now, which may have changed since.' };
  }
  if (guessed) return { doc: guessed, note: 'The workflow of this run cannot be had: it may be deleted. Its steps are shown without their connections.' };
  return { doc, note: undefined };
}
