import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** Frame times while something goes on, in milliseconds. */
const measured = async (page: Page, go: () => Promise<void>) => {
  await page.evaluate(() => {
    const state = { frames: [] as number[], on: true };
    (window as unknown as { measure: typeof state }).measure = state;
    let last = performance.now();
    const tick = (now: number) => {
      state.frames.push(now - last);
      last = now;
      if (state.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await go();
  const frames = await page.evaluate(() => {
    const { measure } = window as unknown as { measure: { frames: number[]; on: boolean } };
    measure.on = false;
    return measure.frames.slice(2);
  });
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (part: number) => Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 10) / 10;
  return { frames: frames.length, median: at(0.5), p95: at(0.95), worst: at(0.999) };
};

test('five hundred nodes stay fluid', async ({ signedIn: page, server }) => {
  const types = ['flow.noop', 'data.set', 'http.request', 'flow.if', 'code.javascript'];
  const nodes = Array.from({ length: 500 }, (_, at) => ({ id: `n${at}`, type: at === 0 ? 'trigger.manual' : (types[at % types.length] as string), name: `Node ${at}` }));
  const edges = nodes.slice(1).map((node, at) => ({ from: nodes[at % 25 === 0 && at > 0 ? Math.max(0, at - 25) : at]?.id, to: node.id, ...(nodes[at % 25 === 0 && at > 0 ? Math.max(0, at - 25) : at]?.type === 'flow.if' ? { output: 'true' } : {}) }));
  const id = await server.workflow({ name: 'Five hundred', definition: { nodes, edges }, layout: { nodes: Object.fromEntries(nodes.map((node, at) => [node.id, { x: (at % 25) * 296, y: Math.floor(at / 25) * 136 }])) } });
  await page.goto(`/workflows/${id}`);
  await page.locator('.react-flow__node-card').first().waitFor();
  await page.waitForTimeout(1_500);
  const pan = async () => {
    await page.mouse.move(900, 450);
    await page.mouse.down({ button: 'middle' });
    for (let step = 0; step < 60; step++) await page.mouse.move(900 - Math.sin(step / 6) * 300, 450 - Math.cos(step / 6) * 200);
    await page.mouse.up({ button: 'middle' });
  };
  const zoom = async () => {
    await page.mouse.move(700, 450);
    for (let step = 0; step < 40; step++) await page.mouse.wheel(0, step < 20 ? -120 : 120);
  };
  const report: Record<string, unknown> = {};
  report['everything in sight, panned'] = await measured(page, pan);
  report['zoomed in and out'] = await measured(page, zoom);
  await page.keyboard.press('0');
  await page.waitForTimeout(600);
  report['at 100 %, panned'] = await measured(page, pan);
  const first = page.locator('.react-flow__node-card').first();
  const box = await first.boundingBox();
  report['one node dragged'] = await measured(page, async () => {
    await page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 28);
    await page.mouse.down();
    for (let step = 0; step < 40; step++) await page.mouse.move((box?.x ?? 0) + 60 + step * 4, (box?.y ?? 0) + 28 + step * 2);
    await page.mouse.up();
  });
  // eslint-disable-next-line no-console
  console.log(JSON.stringify(report, null, 2));
  await page.screenshot({ path: 'node_modules/.stories/five-hundred.png' });
  expect((report['at 100 %, panned'] as { median: number }).median).toBeLessThan(60);
});
