/** "={{ $json.name }}" → "$json.name"; text around it stays a template. */
export const bare = (template: string): string => /^=\{\{\s*((?:(?!\}\}).)*?)\s*\}\}$/s.exec(template)?.[1] ?? template.replace(/^=/, '');

/** Whether a position of a template's text lies within {{ }}. */
export function isInside(text: string, at: number): boolean {
  const open = text.lastIndexOf('{{', at - 1);
  if (open < 0 || open + 2 > at) return false;
  const close = text.indexOf('}}', open + 2);
  return close < 0 || close >= at;
}

/** What a parameter becomes when a field is put into it: an expression, or one more in the text that is there. */
export function insertTemplate(current: unknown, template: string, at?: number): string {
  const isText = typeof current === 'string';
  if (!isText || current.trim() === '' || current.trim() === '=') return template;
  const text = current.startsWith('=') ? current.slice(1) : current;
  const position = Math.min(at ?? text.length, text.length);
  const added = isInside(text, position) ? bare(template) : template.slice(1);
  return `=${text.slice(0, position)}${added}${text.slice(position)}`;
}
