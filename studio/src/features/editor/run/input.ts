import type { Json, JsonObject, Schema } from '@/api/model';

/** Reads JSON as people write it. */
export function parse(text: string): { value: Json } | { error: string } {
  if (text.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return { error: `This is no JSON: ${error instanceof Error ? error.message : ''}` };
  }
}

/** What a form begins with. */
export const defaultsOf = (schema: Schema | undefined): JsonObject =>
  Object.fromEntries(Object.entries(schema?.properties ?? {}).flatMap(([name, property]) => (property.default === undefined ? [] : [[name, property.default]])));
