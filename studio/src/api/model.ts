import type { components } from './types';

type Shapes = components['schemas'];

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export type NodeDefinition = Omit<Shapes['NodeDefinition'], 'parameters' | 'policy' | 'pin' | 'credentials'> & {
  parameters?: JsonObject;
  policy?: NodePolicy;
  pin?: Json;
  credentials?: Record<string, string>;
};
export type NodePolicy = Partial<Shapes['NodePolicy']>;
export type EdgeDefinition = { from: string; to: string; output?: string; input?: string };
export type WorkflowSettings = Shapes['WorkflowSettings'];
export type Definition = { format?: number; nodes: NodeDefinition[]; edges: EdgeDefinition[]; inputs?: JsonObject; settings?: WorkflowSettings };

/** How a workflow looks. What other programs put here is kept. */
export type NodePlace = { x: number; y: number; [other: string]: unknown };
export type StickyNote = { id: string; x: number; y: number; text: string; width: number; height: number; color: string; [other: string]: unknown };
export type NodeGroup = { id: string; name: string; nodes: string[]; collapsed?: boolean; color?: string };
export type Layout = { nodes?: Record<string, NodePlace>; notes?: StickyNote[]; groups?: NodeGroup[]; [other: string]: unknown };

export type Fault = Shapes['DefinitionFault'];
export type WorkflowSummary = Shapes['WorkflowSummary'];
export type Workflow = Omit<Shapes['WorkflowView'], 'definition' | 'layout'> & { definition: Definition; layout: Layout };
export type VersionSummary = Shapes['VersionSummary'];
export type Version = Omit<Shapes['VersionView'], 'definition' | 'layout'> & { definition: Definition; layout: Layout };
export type WorkflowFile = { name: string; description?: string | null; tags?: string[]; definition: Definition; layout?: Layout };
export type PublishedVersion = Shapes['PublishedVersion'];
export type ImportedWorkflow = Shapes['ImportedWorkflow'];

export type RunStatus = Shapes['RunStatus'];
export type Run = Omit<Shapes['RunView'], 'input' | 'output'> & { input?: Json; output?: Json[] };
export type Binary = Shapes['BinaryRef'];
export type Item = { json: Json; binary?: Record<string, Binary> };
export type Items = { count: number; items: Item[]; hidden?: boolean };
export type StepStatus = 'ready' | 'running' | 'waiting' | 'retrying' | 'held' | 'needsDecision' | 'succeeded' | 'skipped' | 'failed' | 'cancelled';
export type Step = Omit<Shapes['StepView'], 'inputs' | 'outputs' | 'status' | 'parameters'> & {
  status: StepStatus;
  inputs: Record<string, Items>;
  outputs: Record<string, Items>;
  parameters?: Record<string, Json>;
};
export type Attention = Shapes['AttentionView'];
export type ForkPreview = Shapes['ForkPreview'];

export type Schema = {
  type?: string | string[]; title?: string; description?: string; default?: Json; enum?: Json[]; properties?: Record<string, Schema>; required?: string[]; items?: Schema;
  additionalProperties?: boolean | Schema; minimum?: number; maximum?: number; minLength?: number; maxLength?: number; pattern?: string; format?: string; $ref?: string;
  'x-editor'?: 'json' | 'multiline' | 'keyValue' | 'code' | 'date' | 'expression' | 'condition' | 'workflow' | 'secret' | 'cron' | 'color';
  'x-showIf'?: { field: string; is: string[] }; 'x-placeholder'?: string; 'x-verbatim'?: boolean; 'x-language'?: string;
};
export type NodeType = Omit<Shapes['NodeView'], 'parameters'> & { parameters: Schema };
export type CredentialType = Omit<Shapes['CredentialTypeView'], 'schema'> & { schema: Schema };
export type Credential = Shapes['CredentialView'];
export type Me = Shapes['MeView'];
export type Page<T> = { items: T[]; next?: string | null };
