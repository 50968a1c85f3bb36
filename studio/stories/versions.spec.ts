import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('two versions show what differs, and the old one comes back', async ({ signedIn: page, server }) => {
  const node = (id: string, name: string, more = {}) => ({ id, type: 'flow.noop', name, ...more });
  const first = { nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }, node('a', 'Stays'), node('b', 'Goes')], edges: [{ from: 'start', to: 'a' }, { from: 'a', to: 'b' }] };
  const second = { nodes: [first.nodes[0], node('a', 'Stays', { notes: 'now with a note', disabled: true }), node('c', 'Comes')], edges: [{ from: 'start', to: 'a' }, { from: 'a', to: 'c' }] };
  const layout = { nodes: { start: { x: 0, y: 0 }, a: { x: 280, y: 0 }, b: { x: 560, y: 0 }, c: { x: 560, y: 96 } } };
  const id = await server.workflow({ name: 'Story: versions', definition: first, layout });
  await server.call('POST', `/api/workflows/${id}/publish`, { note: 'The first' });
  const { revision } = await server.call<{ revision: number }>('GET', `/api/workflows/${id}`);
  await server.call('PUT', `/api/workflows/${id}`, { definition: second, layout }, { 'If-Match': `"${revision}"` });
  await server.call('POST', `/api/workflows/${id}/publish`, { note: 'The second', name: 'Spring' });

  await page.goto(`/workflows/${id}/versions`);
  await expect(page.getByRole('region', { name: 'Version 1' })).toBeVisible();
  await expect(page.getByText('5 changes')).toBeVisible();
  await page.getByRole('button', { name: 'Changed Stays' }).click();
  await expect(page.getByText('now with a note')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'What to do with version 1' }).click();
  await page.getByRole('menuitem', { name: 'Roll back to it…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back to 1' }).click();
  await expect(page.getByRole('table', { name: 'Versions' }).getByText('Back to version 1')).toBeVisible();
  await page.getByRole('radio', { name: 'Before: version 1' }).click();
  await expect(page).toHaveURL(/a=1/);
  await expect(page.getByText('The two do the same.', { exact: false })).toBeVisible();
});
