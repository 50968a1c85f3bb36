import { expect, it } from 'vitest';
import { alike } from './error-view';
import { bounded } from './columns';
import { readSample } from './pin-dialog';
import { writtenPolicy } from './policy-schema';

it('a policy is written without what is as it would be anyway', () => {
  expect(writtenPolicy({ onError: 'fail', join: 'any', parallel: 1, itemParallel: 8, timeoutSeconds: null, retry: { attempts: 3, backoff: 'fixed', delaySeconds: 1, if: null } })).toEqual({ join: 'any', retry: { backoff: 'fixed' } });
  expect(writtenPolicy({ retry: { attempts: 3 } })).toEqual({ retry: {} });
});

it('items that failed for one reason are told together', () => {
  const error = { code: 'timeout', message: 'Too slow.' };
  expect(alike([['0', error], ['2', error], ['3', { code: 'x', message: 'Other.' }]])).toEqual([{ ...error, indexes: ['0', '2'] }, { code: 'x', message: 'Other.', indexes: ['3'] }]);
});

it('no column is squeezed to nothing', () => {
  expect(bounded([0, 0])).toEqual([0.16, 0.16]);
  expect(bounded([0.95, 0.5])[0]).toBeLessThanOrEqual(0.68);
});

it('a sample is JSON, or JSON line by line', () => {
  expect(readSample('{"a":1}')).toEqual({ value: { a: 1 } });
  expect(readSample('{"a":1}\n{"a":2}\n')).toEqual({ value: [{ a: 1 }, { a: 2 }] });
  expect(readSample('{')).toHaveProperty('error');
});
