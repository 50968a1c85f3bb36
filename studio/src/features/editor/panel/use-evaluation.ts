import { useEffect, useState } from 'react';
import { isProblem } from '@/api/base';
import { useEvaluateMutation, type Evaluation } from '@/api/expressions';
import type { Json } from '@/api/model';
import { usePanelData } from './panel-data';

const PAUSE = 250;
const MOST_ITEMS = 50;
/** A server without the endpoint is asked once only. */
let missing = false;

/** What the template makes of the chosen item; undefined while nothing is known. The last result stays while the next one is on its way. */
export function useEvaluation(template: string): Evaluation | undefined {
  const { item, index, nodes, timeZone, forgiveMissing } = usePanelData();
  const [evaluate] = useEvaluateMutation();
  const [result, setResult] = useState<Evaluation>();
  const useful = template.includes('{{') && (item !== undefined || !template.includes('$json'));
  useEffect(() => {
    if (!useful || missing) return;
    let request: ReturnType<typeof evaluate> | undefined;
    const timer = setTimeout(() => {
      const named = [...nodes].filter(([name]) => template.includes(name.replaceAll("'", "\\'")) || template.includes(name));
      const sent = Object.fromEntries(named.map(([name, { items }]) => [name, items.slice(0, MOST_ITEMS).map(one => ({ json: one.json }) as Json)]));
      request = evaluate({ template, ...(item === undefined ? {} : { json: item }), nodes: sent, index, ...(timeZone ? { timeZone } : {}), ...(forgiveMissing ? { forgiveMissing } : {}) });
      void request.unwrap().then(setResult, (problem: unknown) => {
        if (isProblem(problem) && problem.status === 404) missing = true;
        setResult(undefined);
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      request?.abort();
    };
  }, [template, useful, item, index, nodes, timeZone, forgiveMissing, evaluate]);
  return useful ? result : undefined;
}
