import { useForm, type ControlProps } from './form-context';
import { TextControl } from './simple-controls';

/** A workflow: picked where somebody knows which there are, else its id. */
export function WorkflowControl(props: ControlProps) {
  const { services } = useForm();
  const { id, value, invalid, describedBy, path, onChange } = props;
  return services.renderWorkflow?.({ id, value, invalid, describedBy, onChange: next => onChange(next, { path, typed: false }) }) ?? <TextControl {...props} />;
}
