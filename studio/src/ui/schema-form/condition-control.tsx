import { Plus, Trash2 } from 'lucide-react';
import { below, type Json } from '@/lib/json';
import { cn } from '@/lib/cn';
import { Button } from '../button';
import { Select } from '../field';
import { asJson, choicesOf, conditionsOf, isGroup, needsRight, newCondition, newGroup, objectOf, operationsFor, operationWord, typed, typeWord, withOperation, withType, type Condition, type ConditionChoices } from './condition';
import { useForm, type Change, type ControlProps } from './form-context';
import { choiceTitle, withField } from './schema';
import { SchemaField } from './schema-field';

type At = { path: string; typed: boolean };
const anything = {};
const DEEPEST = 6;

/** Conditions and groups of them, and how they are compared. */
export function ConditionControl({ schema, value, path, onChange, verbatim }: ControlProps) {
  const { root } = useForm();
  const choices = choicesOf(schema, root);
  const all = objectOf(value ?? schema.default);
  const properties = schema.properties ?? {};
  const set = (name: string, next: Json | undefined, at: At) => {
    const made = withField(all, name, next, properties[name]);
    onChange(Object.keys(made).length === 0 ? undefined : made, at);
  };
  return (
    <div className="flex flex-col gap-2">
      <Group conditions={conditionsOf(all)} combinator={typeof all.combinator === 'string' ? all.combinator : 'and'} choices={choices} path={below(path, 'conditions')} depth={0} verbatim={verbatim}
        onChange={(next, at) => set('conditions', asJson(next), at)} onCombinator={next => set('combinator', next, { path: below(path, 'combinator'), typed: false })} />
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        {['caseSensitive', 'types'].map(name => {
          const field = properties[name];
          return field && <SchemaField key={name} name={name} schema={field} path={below(path, name)} value={all[name]} verbatim onChange={(next, at) => set(name, next, at)} />;
        })}
      </div>
    </div>
  );
}

type GroupProps = { conditions: Condition[]; combinator: string; choices: ConditionChoices; path: string; depth: number; verbatim: boolean; onChange: (next: Condition[], at: At) => void; onCombinator: (next: string) => void };

function Group({ conditions, combinator, choices, path, depth, verbatim, onChange, onCombinator }: GroupProps) {
  const put = (at: number, next: Condition, change: At) => onChange(conditions.map((old, index) => (index === at ? next : old)), change);
  const now = { path, typed: false };
  return (
    <div className={cn('flex flex-col gap-2', depth > 0 && 'rounded border border-dashed border-n7 p-2')}>
      {conditions.map((condition, at) => {
        const here = below(path, at);
        return (
          <div key={at} className="flex flex-col gap-2">
            {at === 1 && <Combinator value={combinator} choices={choices.combinators} onChange={onCombinator} />}
            {at > 1 && <span className="px-1 text-meta text-n10">{choiceTitle(combinator)}</span>}
            <div className="flex items-start gap-1">
              <div className="min-w-0 flex-1">
                {isGroup(condition)
                  ? <Group conditions={condition.conditions ?? []} combinator={condition.combinator ?? 'and'} choices={choices} path={below(here, 'conditions')} depth={depth + 1} verbatim={verbatim}
                    onChange={(next, change) => put(at, { ...condition, conditions: next }, change)} onCombinator={next => put(at, { ...condition, combinator: next }, { path: here, typed: false })} />
                  : <Comparison condition={condition} choices={choices} path={here} verbatim={verbatim} onChange={(next, change) => put(at, next, change)} />}
              </div>
              <Button look="quiet" size="icon" title={isGroup(condition) ? 'Remove the group' : `Remove condition ${at + 1}`} onClick={() => onChange(conditions.filter((_, index) => index !== at), now)}><Trash2 /></Button>
            </div>
          </div>
        );
      })}
      <div className="flex gap-1">
        <Button size="small" onClick={() => onChange([...conditions, newCondition()], now)}><Plus />Add condition</Button>
        {depth < DEEPEST && <Button size="small" look="quiet" onClick={() => onChange([...conditions, newGroup()], now)}><Plus />Add group</Button>}
      </div>
    </div>
  );
}

function Combinator({ value, choices, onChange }: { value: string; choices: string[]; onChange: (next: string) => void }) {
  return (
    <Select aria-label="How the conditions are combined" className="h-7 w-24 text-meta" value={value} onChange={event => onChange(event.target.value)}>
      {choices.map(choice => <option key={choice} value={choice}>{choiceTitle(choice)}</option>)}
    </Select>
  );
}

function Comparison({ condition, choices, path, verbatim, onChange }: { condition: Condition; choices: ConditionChoices; path: string; verbatim: boolean; onChange: (next: Condition, at: At) => void }) {
  const { faults } = useForm();
  const type = condition.operator?.type ?? 'any';
  const operation = condition.operator?.operation ?? '';
  const known = operationsFor(type, choices.operations);
  const operations = known.includes(operation) || operation === '' ? known : [operation, ...known];
  const set = (next: Condition) => onChange(next, { path: below(path, 'operator'), typed: false });
  const side = (name: 'left' | 'right'): Change => (next, at) => onChange({ ...condition, [name]: name === 'right' ? typed(next, type) : (next ?? '') }, at);
  const wrong = faults.filter(fault => fault.path.startsWith(below(path, 'operator')));
  return (
    <div className="flex flex-col gap-1.5 rounded border bg-n2 p-2">
      <SchemaField bare name="left" label="Left side" schema={anything} path={below(path, 'left')} value={condition.left} required verbatim={verbatim} onChange={side('left')} />
      <div className="flex gap-1.5">
        <Select aria-label="Type" className="w-32 shrink-0" value={type} onChange={event => set(withType(condition, event.target.value, choices.operations))}>
          {choices.types.map(one => <option key={one} value={one}>{typeWord(one)}</option>)}
        </Select>
        <Select aria-label="Operation" aria-invalid={wrong.length > 0 || undefined} className="min-w-0 flex-1" value={operation} onChange={event => set(withOperation(condition, event.target.value))}>
          {operation === '' && <option value="" disabled>Choose…</option>}
          {operations.map(one => <option key={one} value={one}>{operationWord(one)}</option>)}
        </Select>
      </div>
      {wrong.map(fault => <p key={fault.message} className="text-meta text-failed">{fault.message}</p>)}
      {needsRight(operation) && <SchemaField bare name="right" label="Right side" schema={anything} path={below(path, 'right')} value={condition.right} required verbatim={verbatim} onChange={side('right')} />}
    </div>
  );
}
