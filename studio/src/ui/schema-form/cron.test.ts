import { expect, it } from 'vitest';
import { cronWords } from './cron';

it.each([
  ['0 9 * * MON-FRI', 'At 09:00, Monday to Friday.'],
  ['* * * * *', 'Every minute.'],
  ['*/15 * * * *', 'Every 15 minutes.'],
  ['30 * * * *', 'At minute 30 of every hour.'],
  ['0 0 1 1 *', 'At 00:00, on day 1 of the month, in January.'],
  ['0 8,20 * * *', 'At 08:00 and 20:00, every day.'],
  ['0 */2 * * *', 'At minute 0, every 2 hours.'],
  ['*/10 * * * * *', 'Every 10 seconds.'],
  ['0 0 * * 0,6', 'At 00:00, Sunday and Saturday.'],
])('%s is “%s”', (cron, words) => expect(cronWords(cron)).toBe(words));

it.each(['', '* *', '61 * * * *', 'a b c d e', '*/0 * * * *'])('“%s” is no cron expression', text => expect(cronWords(text)).toBeUndefined());
