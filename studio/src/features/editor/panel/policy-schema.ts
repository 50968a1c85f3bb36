import { isObject, sameJson, type JsonObject } from '@/lib/json';
import type { Schema } from '@/ui/schema-form/schema';

/** A part of the policy that is on or off as a whole, such as retry. */
export type PolicyPart = { name: 'retry' | 'concurrency' | 'rate' | 'cache'; title: string; hint: string; schema: Schema; effectsOnly: boolean };

const key = (same: string): Schema => ({ type: 'string', title: 'Key', description: `A template. Steps of your workspace with the same key ${same}; without one, this node has it for itself.`, 'x-placeholder': '={{ $json.customer }}' });

/** What the engine does when the node fails, how it waits for its inputs, and how often it works: in plain words. */
export const failing: Schema = {
  type: 'object',
  properties: {
    onError: { title: 'When it fails for good', enum: ['fail', 'continue', 'errorOutput', 'hold'], default: 'fail', description: 'Fail ends the run. Continue hands the item on with its error. Error output sends it through a port of its own. Hold waits for a person.' },
    timeoutSeconds: { type: 'number', title: 'Time limit', minimum: 0.001, maximum: 2_592_000, description: 'Longest time one attempt may take, in seconds. Without one it is 300.', 'x-placeholder': '300' },
  },
};

export const flowing: Schema = {
  type: 'object',
  properties: {
    join: { title: 'When several wires come in', enum: ['all', 'any', 'each'], default: 'all', description: 'All waits for every wire, any takes the first that brings something, each runs once for every arrival.' },
    once: { type: 'boolean', title: 'First item only', default: false, description: 'The node sees only the first item.' },
    alwaysOutput: { type: 'boolean', title: 'Always hand on something', default: false, description: 'Sends one empty item where the node would send nothing, so that what follows runs.' },
    parallel: { type: 'integer', title: 'Firings at a time', default: 1, minimum: 1, maximum: 1000, description: 'How many activations of the node run at the same time.' },
    itemParallel: { type: 'integer', title: 'Items at a time', default: 8, minimum: 1, maximum: 1000, description: 'How many items of one activation are worked on at the same time.' },
    sensitive: { type: 'boolean', title: 'Sensitive', default: false, description: 'Encrypts what the node hands on and shows only how much it is.' },
  },
};

export const delivering: Schema = {
  type: 'object',
  properties: {
    delivery: { title: 'After a crash', enum: ['atLeastOnce', 'atMostOnce'], description: 'At least once does the work again when nobody knows whether it was done. At most once asks a person instead. Without a choice it is as the node type says.' },
    newKeyAfter: { title: 'New idempotency key', enum: ['never', 'clientError', 'any'], default: 'clientError', description: 'After which failures a repetition counts as new for the receiver: after none, after answers that blame the request (4xx), or after any.' },
  },
};

export const parts: PolicyPart[] = [
  {
    name: 'retry', title: 'Try again when it fails', hint: 'A failure that may pass is tried again after a pause.', effectsOnly: false,
    schema: {
      type: 'object',
      properties: {
        attempts: { 'x-verbatim': true, type: 'integer', title: 'Attempts', default: 3, minimum: 1, maximum: 1000, description: 'In all, the first one included.' },
        backoff: { 'x-verbatim': true, title: 'Pause', enum: ['exponential', 'fixed'], default: 'exponential', description: 'Exponential doubles the pause each time; fixed keeps it.' },
        delaySeconds: { 'x-verbatim': true, type: 'number', title: 'First pause', default: 1, minimum: 0, description: 'In seconds.' },
        maxDelaySeconds: { 'x-verbatim': true, type: 'number', title: 'Longest pause', default: 60, minimum: 0, description: 'In seconds.', 'x-showIf': { field: 'backoff', is: ['exponential'] } },
        jitter: { 'x-verbatim': true, type: 'number', title: 'Random share', default: 0.2, minimum: 0, maximum: 1, description: 'Which share of the pause is random, so that not everything comes back at once.' },
        if: { type: 'string', title: 'Only if', description: 'An expression over $error and the item. Without one, whatever the node calls worth repeating.', 'x-placeholder': "$error.code === 'http-status'" },
      },
    },
  },
  {
    name: 'concurrency', title: 'Limit how many run at a time', hint: 'Items over the limit wait their turn.', effectsOnly: true,
    schema: { type: 'object', properties: { limit: { 'x-verbatim': true, type: 'integer', title: 'Items at a time', default: 1, minimum: 1, maximum: 100_000 }, key: key('share the limit') } },
  },
  {
    name: 'rate', title: 'Limit how often it begins', hint: 'For receivers that take only so many calls a minute.', effectsOnly: true,
    schema: { type: 'object', properties: { count: { 'x-verbatim': true, type: 'integer', title: 'Items', default: 1, minimum: 1, maximum: 1_000_000 }, seconds: { 'x-verbatim': true, type: 'number', title: 'In seconds', default: 1, minimum: 0.001, maximum: 86_400 }, key: key('share the limit') } },
  },
  {
    name: 'cache', title: 'Use results again', hint: 'The same work within the time takes the earlier result instead.', effectsOnly: true,
    schema: { type: 'object', properties: { seconds: { 'x-verbatim': true, type: 'number', title: 'For seconds', default: 3600, minimum: 1, maximum: 31_536_000 }, key: { type: 'string', title: 'Key', description: 'A template. Without one, the parameters and the input are the key.' } } },
  },
];

/** The policy without what is as it would be anyway; a part that is on stays on. */
export function writtenPolicy(policy: object): JsonObject {
  const schemas = [failing, flowing, delivering].map(group => group.properties ?? {});
  const defaults: Record<string, Schema> = Object.assign({}, ...schemas);
  const drop = (values: object, fields: Record<string, Schema>): JsonObject => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== null && value !== undefined && !(fields[name]?.default !== undefined && sameJson(value, fields[name].default))));
  const written = drop(policy, defaults);
  for (const part of parts) {
    const value = written[part.name];
    if (isObject(value)) written[part.name] = drop(value, part.schema.properties ?? {});
  }
  return written;
}
