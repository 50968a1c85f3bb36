import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('a new installation leads to a first workflow, step by step', async ({ signedIn: page, server }) => {
  await page.route(/\/api\/workflows\?/, route => route.fulfill({ json: { items: [] } }));
  await page.goto('/');
  const tour = page.getByRole('region', { name: 'First steps' });
  await expect(tour.getByRole('listitem')).toHaveCount(4);
  await expect(page.getByText('Take a template')).toBeVisible();
  await expectAccessible(page);

  await tour.getByRole('button', { name: 'Make my first workflow' }).click();
  await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}\?tour=1/);
  const id = page.url().match(/workflows\/([0-9a-f-]{36})/)?.[1] as string;
  try {
    await page.goto('/');
    await expect(tour.getByRole('button', { name: 'Open it and add a step' })).toBeVisible();
    const { revision } = await server.call<{ revision: number }>('GET', `/api/workflows/${id}`);
    await server.call('PUT', `/api/workflows/${id}`, { definition: { nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }, { id: 'hello', type: 'flow.noop', name: 'Hello' }], edges: [{ from: 'start', to: 'hello' }] } }, { 'If-Match': `"${revision}"` });
    await server.call('POST', `/api/workflows/${id}/test-runs?wait=20`, {});
    await page.reload();
    await tour.getByRole('button', { name: 'Look at the run' }).click();
    await expect(page).toHaveURL(/\/runs\//);
    await page.goto('/');
    await expect(tour.getByRole('heading', { name: 'You built a workflow and ran it' })).toBeVisible();
  } finally {
    await server.call('DELETE', `/api/workflows/${id}`);
  }
});

test('home says what runs, what failed and what waits', async ({ signedIn: page, server }) => {
  await server.workflow({ name: 'Story: home', definition: { nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }], edges: [] } });
  await page.goto('/');
  for (const name of ['Under way', 'Failed in the last 24 hours', 'Waits for you', 'Changed lately']) await expect(page.getByRole('region', { name })).toBeVisible();
  await expect(page.getByRole('link', { name: /Story: home/ })).toBeVisible();
  await expectAccessible(page);
});
