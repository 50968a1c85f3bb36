const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

type Part = { name: string; from: number; to: number; names?: string[] };
const parts: Part[] = [
  { name: 'second', from: 0, to: 59 }, { name: 'minute', from: 0, to: 59 }, { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 }, { name: 'month', from: 1, to: 12, names: months }, { name: 'day of the week', from: 0, to: 7, names: days },
];

const two = (n: number) => String(n).padStart(2, '0');
const list = (words: string[]) => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`);

function number(text: string, part: Part): number | undefined {
  if (/^\d+$/.test(text)) {
    const value = Number(text);
    return value >= part.from && value <= part.to ? value : undefined;
  }
  const at = part.names?.findIndex(name => name.slice(0, 3).toLowerCase() === text.toLowerCase()) ?? -1;
  return at < 0 ? undefined : at + (part.name === 'month' ? 1 : 0);
}

type Piece = { from: number; to: number; every: number; all: boolean };

function pieces(text: string, part: Part): Piece[] | undefined {
  const found: Piece[] = [];
  for (const one of text.split(',')) {
    const [range = '', step] = one.split('/');
    const every = step === undefined ? 1 : /^\d+$/.test(step) && Number(step) > 0 ? Number(step) : undefined;
    if (every === undefined) return undefined;
    if (range === '*' || range === '?') {
      found.push({ from: part.from, to: part.to, every, all: true });
      continue;
    }
    const [low = '', high] = range.split('-');
    const from = number(low, part);
    const to = high === undefined ? (step === undefined ? from : part.to) : number(high, part);
    if (from === undefined || to === undefined) return undefined;
    found.push({ from, to, every, all: false });
  }
  return found;
}

const isAny = (piece: Piece[]) => piece.length === 1 && piece[0]!.all && piece[0]!.every === 1;
const single = (piece: Piece[]) => (piece.length === 1 && piece[0]!.from === piece[0]!.to ? piece[0]!.from : undefined);
const singles = (piece: Piece[]) => (piece.every(one => one.from === one.to) ? piece.map(one => one.from) : undefined);

function nameOf(value: number, part: Part): string {
  return part.names ? (part.names[part.name === 'month' ? value - 1 : value % 7] ?? String(value)) : String(value);
}

function say(piece: Piece[], part: Part): string {
  return list(piece.map(({ from, to, every, all }) => {
    if (all) return every === 1 ? `every ${part.name}` : `every ${every} ${part.name}s`;
    const range = from === to ? nameOf(from, part) : `${nameOf(from, part)} to ${nameOf(to, part)}`;
    return every === 1 ? range : `every ${every} ${part.name}s from ${range}`;
  }));
}

function clock(second: Piece[], minute: Piece[], hour: Piece[]): string {
  const [s, m] = [single(second), single(minute)];
  const hours = singles(hour);
  if (m !== undefined && hours && s !== undefined) return `at ${list(hours.map(h => `${two(h)}:${two(m)}${s === 0 ? '' : `:${two(s)}`}`))}`;
  const within = isAny(hour) ? '' : hour[0]?.all ? `, ${say(hour, parts[2]!)}` : hours ? `, in the hours ${list(hours.map(two))}` : `, from hour ${say(hour, parts[2]!)}`;
  if (s === 0) {
    if (isAny(minute)) return `every minute${within}`;
    if (m !== undefined) return isAny(hour) ? `at minute ${m} of every hour` : hour[0]?.all ? `at minute ${m}${within}` : `at minute ${m}${within}`;
    return minute[0]?.all ? `${say(minute, parts[1]!)}${within}` : `at the minutes ${say(minute, parts[1]!)}${within || ' of every hour'}`;
  }
  const seconds = isAny(second) ? 'every second' : second[0]?.all ? say(second, parts[0]!) : `at the seconds ${say(second, parts[0]!)}`;
  return isAny(minute) ? `${seconds}${within}` : `${seconds}, minute ${say(minute, parts[1]!)}${within}`;
}

/** A cron expression in words: "At 09:00, Monday to Friday." Undefined when it is none. */
export function cronWords(text: string): string | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) return undefined;
  const read = (fields.length === 5 ? ['0', ...fields] : fields).map((field, at) => pieces(field, parts[at]!));
  const [second, minute, hour, day, month, weekday] = read;
  if (!second || !minute || !hour || !day || !month || !weekday) return undefined;
  const dates = [
    isAny(day) ? '' : day[0]?.all ? say(day, { ...parts[3]!, name: 'day' }) : `on day ${say(day, parts[3]!)} of the month`,
    isAny(weekday) ? '' : `${isAny(day) ? '' : 'and '}${weekday[0]?.all ? say(weekday, parts[5]!) : say(weekday, parts[5]!)}`,
    isAny(month) ? '' : `in ${say(month, parts[4]!)}`,
  ].filter(one => one !== '');
  const when = clock(second, minute, hour);
  const everyDay = dates.length === 0 && when.startsWith('at ') && /^at \d\d:/.test(when) ? ', every day' : '';
  const sentence = [when + everyDay, ...dates].join(', ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
