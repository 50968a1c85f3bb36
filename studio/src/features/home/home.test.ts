import { describe, expect, it } from 'vitest';
import { readRange, shownSeries } from './series';
import { nextStep, tourSteps } from './tour';

const hour = 3_600_000;
const bucket = (at: number, succeeded: number, failed: number, p50: number | null = 10) => ({ at: new Date(at * hour).toISOString(), succeeded, failed, cancelled: 1, p50, p95: 20 });

describe('the picture of runs', () => {
  it('has a place for every hour, and no value where nothing ran', () => {
    const shown = shownSeries([bucket(101, 3, 1), bucket(103, 0, 0, null)], 100 * hour, 103.5 * hour, hour);
    expect(shown.times).toEqual([100, 101, 102, 103].map(at => at * 3_600));
    expect(shown.rate).toEqual([null, 75, null, null]);
    expect(shown.p50).toEqual([null, 10, null, null]);
    expect([shown.total, shown.succeeded]).toEqual([6, 3]);
  });
  it('is as long as asked', () => expect([null, '7d', '30d', 'x'].map(readRange)).toEqual(['24h', '7d', '30d', '24h']));
});

describe('the tour', () => {
  const at = (facts: Partial<Parameters<typeof tourSteps>[0]>) => nextStep(tourSteps({ made: false, nodes: 0, ran: false, looked: false, ...facts }));
  it('goes on with what is not done yet', () => expect([at({}), at({ made: true, nodes: 1 }), at({ made: true, nodes: 2 }), at({ made: true, nodes: 2, ran: true })]).toEqual([0, 1, 2, 3]));
  it('is over when the person has seen the run', () => expect(at({ made: true, nodes: 2, ran: true, looked: true })).toBeUndefined());
  it('begins anew when the workflow was deleted', () => expect(at({ made: false, nodes: 2, ran: true, looked: true })).toBe(0));
});
