import { useEffect, useState } from 'react';
import { isProblem } from '@/api/base';
import { useEvaluateMutation, type Evaluation } from '@/api/expressions';
import type { Json } from '@/api/model';
import { isLarger } from '@/lib/json';
import { usePanelData } from './panel-data';

const PAUSE = 250;
const MOST_ITEMS = 50;
/** More than this is not sent with every letter that somebody types. */
const MOST_LETTERS = 300_000;
/** A server without the endpoint is asked once only. */
let missing = false;

/** As many items from the start as are not too much. */
function fitting(items: Json[]): Json[] {
  let length = items.length;
  while (length > 0 && isLarger(items.slice(0, length), MOST_LETTERS)) length = Math.floor(length / 2);
  return items.slice(0, length);
}

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
      const sent = Object.fromEntries(named.map(([name, { items }]) => [name, fitting(items.slice(0, MOST_ITEMS).map(one => ({ json: one.json }) as Json))]));
      if (isLarger(item, MOST_LETTERS)) return setResult({ error: { message: 'The item is too large for a preview. Choose a smaller one, or run the node.' } });
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
