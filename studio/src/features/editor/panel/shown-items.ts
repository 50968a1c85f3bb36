import { useState } from 'react';
import { useGetNodeStepsQuery } from '@/api/runs';
import type { Items, Run, Step } from '@/api/model';

const MORE = 1_000;

/** The items of one port of a step, and a way to more of them than came with the run. */
export function useShownItems(run: Run | undefined, step: Step | undefined, side: 'inputs' | 'outputs', port: string | undefined): { items: Items | undefined; onMore: (() => void) | undefined; loading: boolean } {
  const key = step ? `${run?.id} ${step.id} ${side} ${port}` : '';
  const [asked, setAsked] = useState({ key, count: 0 });
  const count = asked.key === key ? asked.count : 0;
  const { data, isFetching } = useGetNodeStepsQuery({ id: run?.id ?? '', node: step?.nodeId ?? '', items: count }, { skip: count === 0 || !run || !step });
  const short = step && port !== undefined ? step[side][port] : undefined;
  const long = data?.find(one => one.id === step?.id)?.[side][port ?? ''];
  const items = count > 0 && long && long.items.length > (short?.items.length ?? 0) ? long : short;
  const more = items && !items.hidden && run !== undefined && items.items.length < items.count && items.items.length >= count;
  return { items, onMore: more ? () => setAsked({ key, count: Math.max(MORE, count * 4) }) : undefined, loading: isFetching };
}
