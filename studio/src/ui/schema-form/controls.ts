import type { ComponentType } from 'react';
import { ChoiceControl } from './choice-control';
import { ConditionControl } from './condition-control';
import { CronControl } from './cron-control';
import type { ControlProps } from './form-context';
import { CodeControl, JsonControl } from './json-control';
import { KeyValueControl } from './key-value-control';
import { ListControl } from './list-control';
import { ObjectControl } from './object-control';
import { ObjectsControl } from './objects-control';
import type { Kind } from './schema';
import { AnyControl, ColorControl, DateControl, MultilineControl, NumberControl, SecretControl, SwitchControl, TextControl } from './simple-controls';
import { WorkflowControl } from './workflow-control';

/** How each kind of field is edited. Another kind is one more line. */
export const controls: Record<Kind, ComponentType<ControlProps>> = {
  text: TextControl, multiline: MultilineControl, number: NumberControl, switch: SwitchControl, choice: ChoiceControl, object: ObjectControl, objects: ObjectsControl, list: ListControl, any: AnyControl,
  json: JsonControl, keyValue: KeyValueControl, code: CodeControl, date: DateControl, expression: AnyControl, condition: ConditionControl, workflow: WorkflowControl, secret: SecretControl, cron: CronControl, color: ColorControl,
};
