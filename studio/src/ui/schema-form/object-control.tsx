import { isObject } from '@/lib/json';
import type { ControlProps } from './form-context';
import { ObjectFields } from './object-fields';

/** An object within the form: its fields, a step to the right. */
export function ObjectControl({ schema, value, path, onChange, verbatim }: ControlProps) {
  return (
    <div className="border-l-2 border-n5 pl-3">
      <ObjectFields schema={schema} value={isObject(value) ? value : {}} path={path} verbatim={verbatim}
        onChange={(next, at) => onChange(isObject(next) && Object.keys(next).length === 0 ? undefined : next, at)} />
    </div>
  );
}
