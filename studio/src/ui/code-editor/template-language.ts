import { StreamLanguage, type StringStream } from '@codemirror/language';

type State = { inside: boolean; depth: number; quote: string };

const words = new Set(['true', 'false', 'null', 'undefined', 'new', 'typeof', 'in', 'of', 'const', 'let', 'return', 'if', 'else', 'function', 'instanceof', 'void']);

function inText(stream: StringStream, state: State): string | null {
  if (stream.match('{{')) {
    state.inside = true;
    state.depth = 0;
    return 'brace';
  }
  while (!stream.eol() && !stream.match('{{', false)) stream.next();
  return null;
}

function inQuote(stream: StringStream, state: State): string {
  for (let next = stream.next(); next; next = stream.next()) {
    if (next === '\\') stream.next();
    else if (next === state.quote) {
      state.quote = '';
      break;
    }
  }
  return 'string';
}

function inCode(stream: StringStream, state: State): string | null {
  if (state.quote !== '') return inQuote(stream, state);
  if (state.depth === 0 && stream.match('}}')) {
    state.inside = false;
    return 'brace';
  }
  if (stream.eatSpace()) return null;
  const next = stream.next() ?? '';
  if ('\'"`'.includes(next)) {
    state.quote = next;
    return inQuote(stream, state);
  }
  if (next === '{') state.depth++;
  if (next === '}') state.depth = Math.max(0, state.depth - 1);
  if (/\d/.test(next)) {
    stream.eatWhile(/[\d._a-f]/i);
    return 'number';
  }
  if (/[$\w\u00a1-\uffff]/.test(next)) {
    stream.eatWhile(/[$\w\u00a1-\uffff]/);
    const word = stream.current();
    return word.startsWith('$') ? 'variableName' : words.has(word) ? 'keyword' : 'propertyName';
  }
  return 'operator';
}

/** Text with {{ JavaScript }} inside. */
export const templateLanguage = StreamLanguage.define<State>({
  name: 'template',
  startState: () => ({ inside: false, depth: 0, quote: '' }),
  token: (stream, state) => (state.inside ? inCode(stream, state) : inText(stream, state)),
});
