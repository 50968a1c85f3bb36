const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'narrow' });
const whole = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** "3 min ago", "in 2 h", "yesterday"; beyond a month the day itself. */
export function ago(time: string | number, now: number): string {
  const seconds = (new Date(time).getTime() - now) / 1000;
  if (Math.abs(seconds) < 1) return 'now';
  if (Math.abs(seconds) > 30 * 86_400) return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
  for (const [unit, length] of steps) if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  return 'now';
}

export const instant = (time: string | number): string => exact.format(new Date(time));

/** "12 ms", "3.4 s", "2 min 5 s", "3 h 20 min". */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 10_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return join(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  if (seconds < 86_400) return join(Math.floor(seconds / 3_600), 'h', Math.floor((seconds % 3_600) / 60), 'min');
  return join(Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3_600), 'h');
}

const join = (large: number, unit: string, small: number, part: string) => (small > 0 ? `${large} ${unit} ${small} ${part}` : `${large} ${unit}`);

export function bytes(size: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let at = 0;
  for (; size >= 1_000 && at < units.length - 1; at++) size /= 1_000;
  return `${at === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[at]}`;
}

export const count = (n: number): string => (Math.abs(n) < 10_000 ? whole.format(n) : compact.format(n));

/** "1 run", "14 runs". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** "onError" → "On error". */
export function sentence(name: string): string {
  const words = name.replace(/[_.-]+/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
