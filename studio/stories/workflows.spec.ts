import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('a workflow is found, copied and deleted, and comes back', async ({ signedIn: page, server }) => {
  const name = `Story list ${Date.now()}`;
  await server.workflow({ name, tags: ['story'], definition: { nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }], edges: [] } });
  await page.goto('/workflows');
  await page.getByRole('searchbox', { name: 'Search workflows' }).fill(name);
  await expect(page).toHaveURL(/q=Story/);
  const rows = page.getByRole('row').filter({ hasText: name });
  await expect(rows).toHaveCount(1);
  await expectAccessible(page);

  await page.getByRole('button', { name: `What to do with ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: `What to do with ${name} (copy)` }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
  const { items } = await server.call<{ items: { id: string }[] }>('GET', `/api/workflows?search=${encodeURIComponent(name)}`);
  for (const { id } of items) await server.call('DELETE', `/api/workflows/${id}`);
});

test('a workflow of n8n is known by itself, and the report says what became of it', async ({ signedIn: page, server }) => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('textbox', { name: '…or paste it' }).fill(JSON.stringify({ name: 'Story: from n8n', nodes: [{ id: '1', name: 'Go', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} }, { id: '2', name: 'Odd one', type: 'n8n-nodes-base.nobodyKnows', typeVersion: 1, position: [200, 0], parameters: {} }], connections: { Go: { main: [[{ node: 'Odd one', type: 'main', index: 0 }]] } } }));
  await expect(page.getByText('A workflow of n8n')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Stub: 1 node')).toBeVisible();
  await expect(page.getByText('Ready: 1 node')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(page).toHaveURL(/\/workflows\/[0-9a-f-]{36}/);
  await server.call('DELETE', `/api/workflows/${page.url().match(/workflows\/([0-9a-f-]{36})/)?.[1]}`);
});
