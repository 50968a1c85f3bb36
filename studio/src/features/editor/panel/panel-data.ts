import { createContext, use } from 'react';
import type { Items, Json } from '@/api/model';
import type { InsertTarget } from '@/ui/schema-form/form-context';
import type { CompletionData } from './completion';

/** What the parts of the panel share: the data there is for expressions, and where a picked field goes. */
export type PanelData = {
  nodeId: string;
  /** The item that previews are made with; undefined while there is none. */
  item: Json | undefined;
  index: number;
  /** Items of the nodes before, by name. */
  nodes: Map<string, Items>;
  completion: CompletionData;
  timeZone: string | undefined;
  forgiveMissing: boolean;
  onFocusField: (target: InsertTarget) => void;
  /** Puts a template into the parameter that was focused last. */
  insert: (template: string) => void;
};

export const PanelDataContext = createContext<PanelData | undefined>(undefined);

export function usePanelData(): PanelData {
  const data = use(PanelDataContext);
  if (!data) throw new Error('Only within the node panel.');
  return data;
}
