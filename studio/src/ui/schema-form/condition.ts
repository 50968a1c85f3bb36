import { isObject, type Json, type JsonObject } from '@/lib/json';
import { resolve, type Schema } from './schema';

/** One comparison, or a group of them. */
export type Condition = { left?: Json; operator?: { operation: string; type?: string }; right?: Json; combinator?: string; conditions?: Condition[] };

const withoutRight = new Set(['exists', 'notExists', 'empty', 'notEmpty', 'true', 'false']);
const blank = ['exists', 'notExists', 'empty', 'notEmpty'];
const equal = ['equals', 'notEquals'];
const order = ['gt', 'gte', 'lt', 'lte'];
const length = ['lengthEquals', 'lengthNotEquals', 'lengthGt', 'lengthGte', 'lengthLt', 'lengthLte'];

const byType: Record<string, string[]> = {
  string: [...equal, 'contains', 'notContains', 'startsWith', 'notStartsWith', 'endsWith', 'notEndsWith', 'regex', 'notRegex', ...blank, ...length],
  number: [...equal, ...order, ...blank],
  boolean: ['true', 'false', ...equal, ...blank],
  dateTime: [...equal, 'after', 'before', 'afterOrEquals', 'beforeOrEquals', ...blank],
  array: ['contains', 'notContains', ...equal, ...length, ...blank],
  object: [...blank, ...equal],
};

const words: Record<string, string> = {
  exists: 'exists', notExists: 'does not exist', empty: 'is empty', notEmpty: 'is not empty', equals: 'is', notEquals: 'is not', contains: 'contains', notContains: 'does not contain', startsWith: 'starts with',
  notStartsWith: 'does not start with', endsWith: 'ends with', notEndsWith: 'does not end with', regex: 'matches the pattern', notRegex: 'does not match the pattern', gt: 'is more than', gte: 'is at least', lt: 'is less than',
  lte: 'is at most', after: 'is after', before: 'is before', afterOrEquals: 'is at or after', beforeOrEquals: 'is at or before', true: 'is true', false: 'is false', lengthEquals: 'has the length', lengthNotEquals: 'has not the length',
  lengthGt: 'is longer than', lengthLt: 'is shorter than', lengthGte: 'is at least as long as', lengthLte: 'is at most as long as',
};
const typeWords: Record<string, string> = { any: 'Any type', string: 'Text', number: 'Number', boolean: 'True or false', dateTime: 'Date', array: 'List', object: 'Object' };

export const needsRight = (operation: string | undefined): boolean => operation === undefined || !withoutRight.has(operation);
export const operationWord = (operation: string): string => words[operation] ?? operation;
export const typeWord = (type: string): string => typeWords[type] ?? type;

/** Operations that make sense for a type, out of those the schema knows; one it knows and we do not is there for "any". */
export function operationsFor(type: string, known: string[]): string[] {
  const fitting = byType[type];
  return fitting ? fitting.filter(operation => known.includes(operation)) : known;
}

export type ConditionChoices = { combinators: string[]; operations: string[]; types: string[] };

/** What can be chosen, as the schema of a condition says. */
export function choicesOf(schema: Schema, root: Schema): ConditionChoices {
  const list = resolve(schema.properties?.conditions ?? {}, root);
  const operator = resolve(resolve(list.items ?? {}, root).properties?.operator ?? {}, root);
  const texts = (values: Json[] | undefined) => (values ?? []).filter(value => typeof value === 'string');
  return {
    combinators: texts(schema.properties?.combinator?.enum ?? ['and', 'or']),
    operations: texts(operator.properties?.operation?.enum ?? Object.keys(words)),
    types: texts(operator.properties?.type?.enum ?? Object.keys(typeWords)),
  };
}

export const isGroup = (condition: Condition): boolean => Array.isArray(condition.conditions);

export const newCondition = (): Condition => ({ left: '', operator: { operation: 'equals', type: 'string' }, right: '' });
export const newGroup = (): Condition => ({ combinator: 'or', conditions: [newCondition()] });

/** Another type, with the operation kept where it still makes sense. */
export function withType(condition: Condition, type: string, known: string[]): Condition {
  const fitting = operationsFor(type, known);
  const operation = condition.operator?.operation;
  return withOperation({ ...condition, right: typed(condition.right, type) }, operation !== undefined && fitting.includes(operation) ? operation : (fitting[0] ?? 'equals'), type);
}

/** Another operation; a right side it does not need goes. */
export function withOperation(condition: Condition, operation: string, type = condition.operator?.type): Condition {
  const { right, ...rest } = condition;
  return { ...rest, operator: { operation, ...(type === undefined || type === 'any' ? {} : { type }) }, ...(needsRight(operation) ? { right: right ?? '' } : {}) };
}

/** A text that is a number, or true or false, as that; strict comparisons ask for it. */
export function typed(value: Json | undefined, type: string | undefined): Json {
  if (typeof value !== 'string' || value.startsWith('=')) return value ?? '';
  if (type === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** Conditions as they are written, whatever is there. */
export const conditionsOf = (value: Json | undefined): Condition[] => (isObject(value) && Array.isArray(value.conditions) ? (value.conditions.filter(isObject) as Condition[]) : []);
export const asJson = (condition: Condition[] | Condition): Json => condition as unknown as Json;
export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
