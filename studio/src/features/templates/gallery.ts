import type { TemplateSummary } from '@/api/templates';
import { isObject, type Json, type JsonObject } from '@/lib/json';

const fold = (text: string) => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

/** Templates in which every word is found, whatever its case and accents: in the name, the summary, the category or the types of nodes. */
export function matching(all: TemplateSummary[], search: string, category: string): TemplateSummary[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return all.filter(template => {
    if (category && template.category !== category) return false;
    const text = fold([template.name, template.summary, template.category, ...template.nodeTypes].join(' '));
    return words.every(word => text.includes(word));
  });
}

export const categoriesOf = (all: TemplateSummary[]): string[] => [...new Set(all.map(template => template.category))].sort((a, b) => a.localeCompare(b));

/** Blanks that must be filled in and are not, by their titles. */
export function missing(schema: { required?: string[]; properties?: Record<string, { title?: string; default?: Json }> } | undefined, values: JsonObject): string[] {
  return (schema?.required ?? []).filter(name => {
    const value = values[name] ?? schema?.properties?.[name]?.default;
    return value === undefined || value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);
  }).map(name => schema?.properties?.[name]?.title ?? name);
}
