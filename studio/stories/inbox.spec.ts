import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('a held step is decided on, and the run goes on with the given output', async ({ signedIn: page, server }) => {
  const name = `Story: a decision ${Date.now()}`;
  const id = await server.workflow({
    name, definition: {
      nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }, { id: 'book', type: 'http.request', name: 'Book it', parameters: { url: 'http://localhost:1/' }, policy: { onError: 'hold' } }, { id: 'end', type: 'flow.noop', name: 'End' }],
      edges: [{ from: 'start', to: 'book' }, { from: 'book', to: 'end' }],
    },
  });
  await server.call('POST', `/api/workflows/${id}/publish`, {});
  const run = await server.call<{ id: string }>('POST', `/api/workflows/${id}/runs`, { input: { n: 1 } });
  await page.goto(`/inbox?run=${run.id}`);
  const card = page.getByRole('article', { name: `${name} asks` });
  await expect(card).toContainText('a person decides what follows');
  await expectAccessible(page);

  await card.getByRole('button', { name: /Give the output/ }).click();
  await card.getByRole('textbox', { name: 'Output' }).click();
  await page.keyboard.insertText('{ "booked": 42 }');
  await card.getByRole('button', { name: 'It is done' }).click();
  await expect(page.getByText('Counted as done')).toBeVisible();
  const done = await server.call<{ status: string; output: unknown }>('GET', `/api/runs/${run.id}?wait=20`);
  expect([done.status, done.output]).toEqual(['succeeded', [{ booked: 42 }]]);
});
