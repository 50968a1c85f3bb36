type FileKind = { kind: 'own' | 'n8n'; file: unknown } | { kind: 'unknown'; why: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** n8n exports come bare, in a list, or in what its API wraps around them. */
const isN8n = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(isN8n);
  if (!isObject(value)) return false;
  if (Array.isArray(value.nodes)) return isObject(value.connections) || value.nodes.some(node => isObject(node) && typeof node.type === 'string' && Array.isArray(node.position));
  return [value.data, value.workflow].some(isN8n);
};

/** What a text is that somebody wants to import. */
export function readFile(text: string): FileKind {
  if (text.trim() === '') return { kind: 'unknown', why: 'The file is empty.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { kind: 'unknown', why: `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}. Choose a file that was exported here or from n8n.` };
  }
  if (isObject(value) && isObject(value.definition)) return { kind: 'own', file: value };
  if (isN8n(value)) return { kind: 'n8n', file: value };
  // A definition alone, as the API and the clipboard write it.
  if (isObject(value) && Array.isArray(value.nodes)) {
    const { layout, auterity: _, ...definition } = value;
    return { kind: 'own', file: { name: 'Imported workflow', definition, ...(layout ? { layout } : {}) } };
  }
  return { kind: 'unknown', why: 'There is no workflow in this JSON: it has no "definition" and no "nodes". Choose a file that was exported here or from n8n.' };
}
