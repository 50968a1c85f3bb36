import type { NodeDefinition } from '@/api/model';
import { setNotes } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { Field, TextArea } from '@/ui/field';

/** What people should know about the node. */
export function NotesTab({ node }: { node: NodeDefinition }) {
  const dispatch = useEditDispatch();
  return (
    <div className="p-4">
      <Field label="Notes" hint="For people: why the node is here, whom to ask. It changes nothing about what runs.">
        {ids => <TextArea {...ids} dir="auto" rows={12} value={node.notes ?? ''} onChange={event => dispatch(edit(`Note on ${node.name}`, setNotes(node.id, event.target.value), `notes ${node.id}`))} />}
      </Field>
    </div>
  );
}
