import { RadioGroup } from 'radix-ui';
import { Select } from '../field';
import type { ControlProps } from './form-context';
import { choiceTitle } from './schema';

const SEGMENTS = 3;
const LETTERS = 30;

/** One of a few values: side by side when they are short and few, else a list. */
export function ChoiceControl({ schema, value, path, onChange, id, describedBy, invalid, required, label }: ControlProps) {
  const choices = schema.enum ?? [];
  const chosen = value ?? schema.default;
  const at = choices.findIndex(choice => choice === chosen);
  const choose = (index: number) => onChange(choices[index], { path, typed: false });
  const letters = choices.reduce<number>((sum, choice) => sum + choiceTitle(choice).length, 0);
  if (choices.length <= SEGMENTS && letters <= LETTERS && (at >= 0 || chosen === undefined))
    return (
      <RadioGroup.Root id={id} aria-label={label} aria-describedby={describedBy} value={String(at)} onValueChange={next => choose(Number(next))} orientation="horizontal" className="flex self-start rounded border border-n6 bg-n3 p-0.5">
        {choices.map((choice, index) => (
          <RadioGroup.Item key={index} value={String(index)} className="h-6.5 rounded-[4px] px-3 text-n10 hover:text-n12 data-[state=checked]:bg-n1 data-[state=checked]:font-medium data-[state=checked]:text-n12 data-[state=checked]:shadow-[0_0_0_1px_var(--n7)]">{choiceTitle(choice)}</RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    );
  return (
    <Select id={id} aria-describedby={describedBy} aria-invalid={invalid || undefined} value={at < 0 ? 'other' : String(at)} onChange={event => (event.target.value === 'none' ? onChange(undefined, { path, typed: false }) : choose(Number(event.target.value)))}>
      {at < 0 && <option value="other" disabled>{chosen === undefined ? 'Choose…' : String(chosen)}</option>}
      {at >= 0 && !required && schema.default === undefined && <option value="none">None</option>}
      {choices.map((choice, index) => <option key={index} value={String(index)}>{choiceTitle(choice)}</option>)}
    </Select>
  );
}
