// Prints what the real luxon answers: one JSON array of { zone, code, value }.
// Run with luxon installed beside this file or on NODE_PATH. The rows kept in table.json: node table.mjs 11 > table.json
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { DateTime, Duration, Interval, Settings } = require('luxon');

const now = Date.UTC(2025, 2, 14, 15, 9, 26, 535);
Settings.now = () => now;
Settings.defaultLocale = 'en-US';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];
const dates = ['2025-03-14T15:09:26.535', '2024-02-29T23:59:59.999', '2025-03-30T02:30:00', '2025-10-26T02:30:00', '2025-03-09T02:30:00', '2025-11-02T01:30:00', '2000-01-01T00:00:00', '1969-12-31T12:00:00', '2025-12-29T08:05:03.004'];

const perDate = [
  'd.toISO()', 'd.toMillis()', 'd.toISODate()', 'd.toISOWeekDate()', 'd.toSQL()', 'd.toHTTP()', 'd.toRFC2822()', 'd.toISO({ suppressMilliseconds: true })',
  "d.toISO({ format: 'basic', includeOffset: false })", 'd.toISOTime()', 'd.toSeconds()', 'd.toObject()', 'd.toString()', 'd.toJSON()', 'd.toUTC().toISO()',
  '[d.year, d.quarter, d.month, d.day, d.weekday, d.weekNumber, d.weekYear, d.ordinal, d.daysInMonth, d.daysInYear, d.weeksInWeekYear, d.offset]',
  '[d.zoneName, d.offsetNameShort, d.monthLong, d.monthShort, d.weekdayLong, d.weekdayShort, d.isInDST, d.isInLeapYear, d.isOffsetFixed, d.isValid, d.isWeekend]',
  'd.plus({ days: 1 }).toISO()', 'd.plus({ months: 1 }).toISO()', 'd.plus({ years: 1, months: -13, hours: 5 }).toISO()', 'd.plus({ hours: 24 }).toISO()', 'd.plus({ weeks: 2.5 }).toISO()',
  'd.minus({ days: 1 }).toISO()', 'd.minus({ months: 1, minutes: 90 }).toISO()', 'd.plus(3600000).toISO()', 'd.plus({ quarters: 1 }).toISO()', 'd.minus({ hour: 1 }).toISO()',
  ...['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'].flatMap(u => [`d.startOf('${u}').toISO()`, `d.endOf('${u}').toISO()`]),
  'd.set({ hour: 2, minute: 30 }).toISO()', 'd.set({ month: 2 }).toISO()', 'd.set({ day: 31 }).toISO()', 'd.set({ weekday: 1 }).toISO()', 'd.set({ ordinal: 100 }).toISO()', 'd.set({ year: 2023 }).toISO()',
  "d.setZone('Asia/Tokyo').toISO()", "d.setZone('America/Los_Angeles', { keepLocalTime: true }).toISO()", "d.setZone('UTC+5:30').toISO()", "d.setZone('utc').zoneName", "d.setZone('Nowhere/Land').isValid",
  "d.diff(DateTime.fromISO('2024-01-31T12:00:00'), ['years', 'months', 'days', 'hours']).toObject()", "d.diff(DateTime.fromISO('2024-01-31T12:00:00'), 'days').days", "d.diff(DateTime.fromISO('2025-06-01'), ['months', 'days']).toObject()",
  "d.diff(DateTime.fromISO('2024-12-25'), 'weeks').toObject()", "d.diff(DateTime.fromISO('2024-12-25')).milliseconds", "d.diffNow('hours').hours", "d.hasSame(DateTime.now(), 'month')", "d.hasSame(DateTime.fromISO('2025-03-14'), 'day')",
  'd < DateTime.now()', 'd.equals(d.plus({ days: 0 }))', "d.until(d.plus({ days: 3 })).length('hours')", "d.toRelative()", 'd.toRelativeCalendar()', "d.plus({ days: 400 }).toRelative()",
  ...['D', 'DD', 'DDD', 'DDDD', 't', 'tt', 'T', 'TT', 'f', 'ff', 'F', 'FF', 'yyyy-MM-dd HH:mm:ss', 'dd LLL yyyy', 'EEEE, MMMM d', "h 'o''clock' a", 'ZZ ZZZ Z', 'z', 'kkkk-WW-E', 'ooo', 'q', 'X x', 'yy/M/d H:m:s.S', 'SSS u uu uuu', 'ccc LLLLL', "yyyy-MM-dd'T'HH:mm:ss.SSSZZ"].map(f => `d.toFormat(${JSON.stringify(f)})`),
  ...['DATE_SHORT', 'DATE_MED', 'DATE_MED_WITH_WEEKDAY', 'DATE_FULL', 'DATE_HUGE', 'TIME_SIMPLE', 'TIME_WITH_SECONDS', 'TIME_24_SIMPLE', 'TIME_24_WITH_SECONDS', 'DATETIME_SHORT', 'DATETIME_MED', 'DATETIME_MED_WITH_WEEKDAY', 'DATETIME_FULL', 'TIME_24_WITH_SHORT_OFFSET'].map(p => `d.toLocaleString(DateTime.${p})`),
  'd.toLocaleString()', "d.toLocaleString({ weekday: 'short', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit' })", "d.toLocaleString({ dateStyle: 'medium', timeStyle: 'short' })",
];

const perZone = [
  ...['2025', '2025-03', '2025-03-14', '20250314', '2025-W11-5', '2025W115', '2025-073', '2025-03-14T09', '2025-03-14T09:24:15Z', '2025-03-14T09:24:15.123456+02:00', '2025-03-14T24:00', '2025-03-30T02:30', '09:24', '2025-02-30', '2025-13-01', 'nonsense', '', '2025-03-14 09:24', '+002025-03-14', '2025-03-14T09:24:15.1'].flatMap(s => [`DateTime.fromISO('${s}').toISO()`, `DateTime.fromISO('${s}', { setZone: true }).toISO()`, `DateTime.fromISO('${s}', { zone: 'utc' }).toISO()`]),
  ...['2025-03-14 09:24:15', '2025-03-14 09:24:15.123 +06:00', '2025-03-14', '2025-03-14T09:24:15'].map(s => `DateTime.fromSQL('${s}').toISO()`),
  ...['Fri, 14 Mar 2025 09:24:15 GMT', 'Fri, 14 Mar 2025 09:24:15 +0200', '14 Mar 2025 09:24 EST'].map(s => `DateTime.fromRFC2822('${s}').toISO()`),
  "DateTime.fromHTTP('Fri, 14 Mar 2025 09:24:15 GMT').toISO()",
  ...[['14/03/2025', 'dd/MM/yyyy'], ['3/4/25', 'M/d/yy'], ['March 14, 2025', 'MMMM d, yyyy'], ['Mar 14 2025 3:09 PM', 'MMM d yyyy h:mm a'], ['12:00 AM', 'h:mm a'], ['2025-03-14T15:09:26.535+01:00', "yyyy-MM-dd'T'HH:mm:ss.SSSZZ"], ['1741964966', 'X'], ['1741964966535', 'x'], ['2025-073', 'yyyy-ooo'], ['Friday 14 Mar 2025', 'EEEE d MMM yyyy'], ['Monday 14 Mar 2025', 'EEEE d MMM yyyy'], ['2025 W11', "kkkk 'W'WW"], ['14.03.2025', 'dd/MM/yyyy'], ['2025', 'yyyy'], ['03', 'MM'], ['15', 'HH'], ['20250314 Europe/Paris', 'yyyyMMdd z'], ['3/14/2025', 'D']].map(([s, f]) => `DateTime.fromFormat(${JSON.stringify(s)}, ${JSON.stringify(f)}).toISO()`),
  'DateTime.now().toISO()', 'DateTime.utc().toISO()', 'DateTime.local(2025, 3, 30, 2, 30).toISO()', 'DateTime.utc(2025, 5).toISO()', 'DateTime.fromMillis(0).toISO()', 'DateTime.fromSeconds(1741964966).toISO()', 'DateTime.fromJSDate(new Date(0)).toISO()',
  'DateTime.fromObject({ year: 2025, month: 5, day: 2, hour: 3 }).toISO()', 'DateTime.fromObject({ month: 5 }).toISO()', 'DateTime.fromObject({ hour: 8 }).toISO()', "DateTime.fromObject({ year: 2025 }, { zone: 'Asia/Tokyo' }).toISO()", 'DateTime.fromObject({ month: 13 }).isValid', 'DateTime.fromObject({ weekYear: 2025, weekNumber: 3, weekday: 2 }).toISO()',
  "DateTime.min(DateTime.fromISO('2025-01-01'), DateTime.fromISO('2024-01-01')).toISO()", "DateTime.max(DateTime.fromISO('2025-01-01'), DateTime.fromISO('2024-01-01')).toISO()", "DateTime.invalid('x').toISO()", "DateTime.invalid('x').toString()", 'DateTime.isDateTime(DateTime.now())', 'DateTime.now() instanceof DateTime',
];

const once = [
  ...['{ hours: 1, minutes: 30 }', '{ days: 45 }', '{ hours: 2.5 }', '{ seconds: 90061 }', '{ months: 1.5 }', '{ days: 2, hours: -12 }', '{ years: 1, quarters: 2, weeks: 3 }', '{ minutes: -90 }', '{}', '{ milliseconds: 1234 }'].flatMap(o => [`Duration.fromObject(${o}).toISO()`, `Duration.fromObject(${o}).toMillis()`, `Duration.fromObject(${o}).shiftTo('days', 'hours', 'minutes').toObject()`, `Duration.fromObject(${o}).normalize().toObject()`, `Duration.fromObject(${o}).as('hours')`, `Duration.fromObject(${o}).toFormat('hh:mm:ss')`, `Duration.fromObject(${o}).negate().toObject()`, `Duration.fromObject(${o}).plus({ hours: 1 }).toObject()`, `Duration.fromObject(${o}).rescale().toObject()`]),
  ...['P1Y2M3DT4H5M6S', 'PT1.5S', 'P3W', '-P1D', 'PT36H', 'nonsense', 'P1.5D'].map(s => `Duration.fromISO('${s}').toObject()`),
  "Duration.fromObject({ days: 1, hours: 5, minutes: 1 }).toHuman()", 'Duration.fromMillis(90061001).shiftTo("days", "hours", "minutes", "seconds", "milliseconds").toObject()', 'Duration.fromMillis(5400000).toFormat("h:mm")', 'Duration.fromObject({ hours: 3 }).equals(Duration.fromObject({ hours: 3 }))',
  "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-31')).length('days')", "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-31')).count('weeks')", "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-31')).contains(DateTime.fromISO('2025-03-31'))",
  "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-03T12:00')).splitBy({ days: 1 }).map(i => i.toISO())", "Interval.fromDateTimes(DateTime.fromISO('2025-03-02'), DateTime.fromISO('2025-03-01')).isValid", "Interval.after(DateTime.fromISO('2025-03-01'), { days: 2 }).toISO()", "Interval.before(DateTime.fromISO('2025-03-01'), { days: 2 }).toISODate()", "Interval.fromISO('2025-03-01/P1M').toISO()",
  "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-10')).overlaps(Interval.fromISO('2025-03-09/2025-03-12'))", "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-10')).intersection(Interval.fromISO('2025-03-09/2025-03-12')).toISO()", "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-31')).toDuration(['weeks', 'days']).toObject()", "Interval.fromDateTimes(DateTime.fromISO('2025-03-01'), DateTime.fromISO('2025-03-05')).divideEqually(2).map(i => i.toISO())",
];

const rows = [];
function row(zone, code) {
  Settings.defaultZone = zone;
  let value;
  try {
    value = JSON.parse(JSON.stringify(new Function('DateTime', 'Duration', 'Interval', `return (${code})`)(DateTime, Duration, Interval) ?? null));
  } catch (error) {
    value = { threw: true };
  }
  rows.push({ zone, code, value });
}

for (const zone of zones) {
  for (const date of dates) for (const code of perDate) row(zone, `(d => ${code})(DateTime.fromISO('${date}'))`);
  for (const code of perZone) row(zone, code);
}
for (const code of once) row('Europe/Berlin', code);
// Every nth row: a prime, so that each operation meets different dates and zones.
const step = Number(process.argv[2] ?? 1);
console.log('[\n' + rows.filter((_, i) => i % step === 0).map(r => JSON.stringify(r)).join(',\n') + '\n]');
