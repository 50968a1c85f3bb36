import { useId, useMemo } from 'react';
import type { Fault, JsonObject, NodeDefinition, NodePolicy, NodeType } from '@/api/model';
import { setPolicy } from '@/document/edit';
import { useEditDispatch } from '@/document/hooks';
import { edit } from '@/document/slice';
import { isObject } from '@/lib/json';
import type { FieldFault, FormServices } from '@/ui/schema-form/form-context';
import type { Schema } from '@/ui/schema-form/schema';
import { SchemaForm } from '@/ui/schema-form/schema-form';
import { Switch } from '@/ui/switch';
import { ExpressionField } from './expression-field';
import { usePanelData } from './panel-data';
import { faultsBelow } from './parameters-tab';
import { delivering, failing, flowing, parts, writtenPolicy, type PolicyPart } from './policy-schema';

type At = { path: string; typed: boolean };

/** How the engine treats the node; what is as it would be anyway is not written. */
export function PolicyTab({ node, type, faults }: { node: NodeDefinition; type: NodeType | undefined; faults: Fault[] }) {
  const dispatch = useEditDispatch();
  const policy = useMemo(() => writtenPolicy(node.policy ?? {}), [node.policy]);
  const own = useMemo(() => faultsBelow(faults, 'policy'), [faults]);
  const isEffect = type === undefined || type.delivery !== 'pure';
  const set = (next: JsonObject, { path, typed }: At) => dispatch(edit(`Change the policy of ${node.name}`, setPolicy(node.id, next as NodePolicy), typed ? `policy ${node.id} ${path}` : undefined));
  const group = (title: string, schema: Schema) => <Group key={title} title={title} schema={schema} policy={policy} faults={own} onChange={set} />;
  return (
    <div className="flex flex-col divide-y px-4">
      {group('Failure', failing)}
      <section className="flex flex-col gap-3 py-4">
        {parts.filter(part => isEffect || !part.effectsOnly || part.name in policy).map(part => <Part key={part.name} part={part} policy={policy} faults={own} onChange={set} />)}
      </section>
      {group('Flow', flowing)}
      {(isEffect || 'delivery' in policy) && group('Delivery', delivering)}
    </div>
  );
}

function Group({ title, schema, policy, faults, onChange }: { title: string; schema: Schema; policy: JsonObject; faults: FieldFault[]; onChange: (next: JsonObject, at: At) => void }) {
  const names = Object.keys(schema.properties ?? {});
  const inside = Object.fromEntries(Object.entries(policy).filter(([name]) => names.includes(name)));
  const outside = Object.fromEntries(Object.entries(policy).filter(([name]) => !names.includes(name)));
  return (
    <section aria-label={title} className="py-4">
      <SchemaForm flat schema={schema} value={inside} faults={faults.filter(fault => names.includes(fault.path))} onChange={(next, at) => onChange({ ...outside, ...next }, at)} />
    </section>
  );
}

function Part({ part, policy, faults, onChange }: { part: PolicyPart; policy: JsonObject; faults: FieldFault[]; onChange: (next: JsonObject, at: At) => void }) {
  const id = useId();
  const { onFocusField } = usePanelData();
  const services = useMemo<FormServices>(() => ({ onFocusField, renderExpression: props => <ExpressionField {...props} /> }), [onFocusField]);
  const value = policy[part.name];
  const on = isObject(value);
  const own = faults.filter(fault => fault.path === part.name || fault.path.startsWith(`${part.name}.`));
  const turn = (next: boolean) => {
    const { [part.name]: _, ...rest } = policy;
    onChange(next ? { ...rest, [part.name]: {} } : rest, { path: part.name, typed: false });
  };
  return (
    <div>
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1"><label htmlFor={id} className="font-medium">{part.title}</label><p className="text-meta text-n10">{part.hint}</p></div>
        <Switch id={id} checked={on} onChange={turn} />
      </div>
      {own.filter(fault => !on || fault.path === part.name).map(fault => <p key={fault.message} className="text-meta text-failed">{fault.message}</p>)}
      {on && (
        <div className="mt-3 border-l-2 border-n5 pl-3">
          <SchemaForm flat schema={part.schema} value={value} services={services} faults={own.filter(fault => fault.path !== part.name).map(fault => ({ ...fault, path: fault.path.slice(part.name.length + 1) }))}
            onChange={(next, at) => onChange({ ...policy, [part.name]: next }, { ...at, path: `${part.name}.${at.path}` })} />
        </div>
      )}
    </div>
  );
}
