import { createContext, use, type ReactNode } from 'react';
import type { Json } from '@/lib/json';
import type { Schema } from './schema';

/** Takes a template into the field that was focused last. */
export type InsertTarget = (template: string) => void;

export type ExpressionProps = { id: string; label: string; value: string; onChange: (value: string) => void; invalid: boolean; describedBy: string | undefined; autoFocus: boolean; placeholder: string | undefined };
export type PickerProps = { id: string; value: Json | undefined; onChange: (value: Json | undefined) => void; invalid: boolean; describedBy: string | undefined };

/** What the form cannot do by itself. Without an expression editor there are no expressions. */
export type FormServices = {
  renderExpression?: (props: ExpressionProps) => ReactNode;
  renderWorkflow?: (props: PickerProps) => ReactNode;
  onFocusField?: (target: InsertTarget) => void;
  /** Secrets that are kept elsewhere and never shown. */
  kept?: ReadonlySet<string>;
};

export type FieldFault = { path: string; message: string; severity: 'error' | 'warning' };
/** `typed` tells changes that come letter by letter from those made at once. */
export type Change = (value: Json | undefined, at: { path: string; typed: boolean }) => void;

/** `prefix` is what faults call the form as a whole: fields carry their full name as data-field, to be found by it. */
export type Form = { prefix: string; root: Schema; faults: FieldFault[]; services: FormServices };

export const FormContext = createContext<Form>({ prefix: '', root: {}, faults: [], services: {} });
export const useForm = () => use(FormContext);

export type ControlProps = { schema: Schema; name: string; path: string; value: Json | undefined; onChange: Change; required: boolean; id: string; describedBy: string | undefined; invalid: boolean; label: string; verbatim: boolean };
