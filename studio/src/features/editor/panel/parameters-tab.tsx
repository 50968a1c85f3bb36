import { useMemo } from 'react';
import type { Fault, JsonObject, NodeDefinition, NodeType } from '@/api/model';
import { setParameters } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { CodeEditor } from '@/ui/code-editor';
import type { FieldFault, FormServices } from '@/ui/schema-form/form-context';
import { SchemaForm } from '@/ui/schema-form/schema-form';
import { ExpressionField } from './expression-field';
import { usePanelData } from './panel-data';
import { WorkflowPicker } from './workflow-picker';

const none: JsonObject = {};

/** The faults of one part of a node, by the path within the part. */
export const faultsBelow = (faults: Fault[], part: string): FieldFault[] =>
  faults.flatMap(({ field, message, severity }) => (field === part || field?.startsWith(`${part}.`) ? [{ path: field.slice(part.length + 1), message, severity }] : []));

/** The form of the node's parameters. */
export function ParametersTab({ node, type, faults }: { node: NodeDefinition; type: NodeType | undefined; faults: Fault[] }) {
  const dispatch = useEditDispatch();
  const { onFocusField } = usePanelData();
  const own = useMemo(() => faultsBelow(faults, 'parameters'), [faults]);
  // Triggers take their parameters as written.
  const isTrigger = type?.kind === 'trigger' || type?.kind === 'polling';
  const services = useMemo<FormServices>(() => ({ onFocusField, renderWorkflow: props => <WorkflowPicker {...props} />, ...(isTrigger ? {} : { renderExpression: props => <ExpressionField {...props} /> }) }), [onFocusField, isTrigger]);
  const parameters = node.parameters ?? none;
  if (!type) return <UnknownParameters node={node} />;
  if (Object.keys(type.parameters.properties ?? {}).length === 0 && own.length === 0) return <p className="p-4 text-n10">This node has no parameters.</p>;
  return (
    <div className="p-4">
      <SchemaForm schema={type.parameters} value={parameters} faults={own} services={services}
        onChange={(next, { path, typed }) => dispatch(edit(`Change ${path || 'parameters'} of ${node.name}`, setParameters(node.id, next), typed ? `parameters ${node.id} ${path}` : undefined))} />
    </div>
  );
}

/** A node whose type this installation does not have: its parameters stay as they are, to be read. */
function UnknownParameters({ node }: { node: NodeDefinition }) {
  return (
    <div className="flex flex-col gap-2 p-4">
      <p>This installation has no node type <code>{node.type}</code>. Its parameters are kept as they are; replace the node, or install what brings the type.</p>
      <CodeEditor language="json" readOnly label="Parameters" value={JSON.stringify(node.parameters ?? {}, null, 2)} />
    </div>
  );
}
