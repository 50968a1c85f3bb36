import type { Json, NodeDefinition } from '@/api/model';
import { setPin } from '@/document/edit';
import { useEditDispatch, useEditStore } from '@/document/hooks';
import { edit, undone } from '@/document/slice';
import { told } from '@/ui/toast';

/** Pins output to a node, or takes it away; either can be undone from the message. */
export function usePin(node: NodeDefinition) {
  const dispatch = useEditDispatch();
  const store = useEditStore();
  return (pin: Json | undefined) => {
    dispatch(edit(pin === undefined ? `Unpin ${node.name}` : `Pin output to ${node.name}`, setPin(node.id, pin)));
    const made = store.getState().editing.past.at(-1);
    told(pin === undefined ? `“${node.name}” runs again` : `Pinned. Test runs use this instead of running “${node.name}”.`, { label: 'Undo', onClick: () => { if (store.getState().editing.past.at(-1) === made) dispatch(undone()); } });
  };
}
