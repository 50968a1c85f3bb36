import { expect, test, type Server } from './fixtures';
import type { Page } from '@playwright/test';

const card = (page: Page, name: string) => page.locator('.react-flow__node-card').filter({ hasText: name });

/** Types into the palette and takes the first answer. */
async function pick(page: Page, text: string) {
  await page.getByRole('combobox').fill(text);
  await page.locator('[cmdk-item]').first().waitFor();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox')).toHaveCount(0);
}

type Saved = { revision: number; definition: { nodes?: { name: string; type: string; id: string }[]; edges?: { from: string; to: string; output?: string }[] } };
const saved = (server: Server, id: string) => server.call<Saved>('GET', `/api/workflows/${id}`);

test('somebody builds a workflow, runs it, sees what is wrong, mends it and runs it again', async ({ signedIn: page, server }) => {
  const id = await server.workflow({ name: 'Built in a story' });
  await page.goto(`/workflows/${id}`);
  await page.getByRole('button', { name: 'Add the first node' }).click();
  await pick(page, 'manual');
  await expect(card(page, 'Manual start')).toBeVisible();
  await page.keyboard.press('n');
  await pick(page, 'code');
  const code = card(page, 'JavaScript').or(card(page, 'Code')).first();
  await expect(code).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const draft = await saved(server, id);
  expect(draft.definition.edges).toHaveLength(1);
  // It is written wrong first, as by anybody.
  const write = async (text: string) => {
    const now = await saved(server, id);
    const nodes = (now.definition.nodes ?? []).map(node => (node.type === 'code.javascript' ? { ...node, parameters: { code: text } } : node));
    await server.call('PUT', `/api/workflows/${id}`, { definition: { ...now.definition, nodes }, layout: (now as { layout?: object }).layout }, { 'If-Match': `"${now.revision}"` });
    await page.reload();
    await expect(code).toBeVisible();
  };
  await write('return items[0].json.missing.field');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Run' }).getByText('Failed', { exact: true })).toBeVisible();
  await expect(code.getByText('Failed')).toBeVisible();
  await write('return [{ json: { fine: true } }]');
  await page.getByRole('button', { name: 'Run from the failed node' }).click();
  await expect(page.getByRole('region', { name: 'Run' }).getByText('Succeeded', { exact: true })).toBeVisible();
  await expect(code.getByText('1 item')).toBeVisible();
});

test('every edit is taken back and made again, in a storm of both', async ({ signedIn: page, server }) => {
  const nodes = Array.from({ length: 6 }, (_, at) => ({ id: `n${at}`, type: at === 0 ? 'trigger.manual' : 'flow.noop', name: `Node ${at}` }));
  const id = await server.workflow({ name: 'Storm', definition: { nodes, edges: nodes.slice(1).map((node, at) => ({ from: `n${at}`, to: node.id })) }, layout: { nodes: Object.fromEntries(nodes.map((node, at) => [node.id, { x: at * 296, y: 0 }])) } });
  await page.goto(`/workflows/${id}`);
  await expect(card(page, 'Node 5')).toBeVisible();
  await card(page, 'Node 2').click();
  await page.keyboard.press('Delete');
  await expect(card(page, 'Node 2')).toHaveCount(0);
  await expect(page.locator('.react-flow__edge')).toHaveCount(4);
  await card(page, 'Node 3').click();
  await page.keyboard.press('d');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name' }).fill('Renamed');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await expect(page.locator('.react-flow__node-card')).toHaveCount(6);
  await page.keyboard.press('Shift+S');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+g');
  await page.keyboard.press('Alt+g');
  await expect(card(page, 'Renamed')).toHaveCount(0);
  for (let round = 0; round < 20; round++) await page.keyboard.press(round % 4 === 3 ? 'Control+Shift+z' : 'Control+z');
  for (let round = 0; round < 12; round++) await page.keyboard.press('Control+z');
  await expect(page.locator('.react-flow__node-card')).toHaveCount(6);
  await expect(card(page, 'Node 2')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(5);
  for (let round = 0; round < 12; round++) await page.keyboard.press('Control+Shift+z');
  await expect(page.locator('.react-flow__node-box')).toHaveCount(1);
  for (let round = 0; round < 12; round++) await page.keyboard.press('Control+z');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect((await saved(server, id)).definition.nodes?.map(node => node.name)).toEqual(nodes.map(node => node.name));
});

test('what n8n wrote is pasted as nodes of ours', async ({ signedIn: page, server }) => {
  const id = await server.workflow({ name: 'Pasted into' });
  await page.goto(`/workflows/${id}`);
  await page.getByText('What starts this workflow?').waitFor();
  const file = {
    nodes: [{ id: '1', name: 'Click', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} }, { id: '2', name: 'Fetch', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [220, 0], parameters: { url: 'https://example.com' } }],
    connections: { Click: { main: [[{ node: 'Fetch', type: 'main', index: 0 }]] } },
  };
  await page.evaluate(text => navigator.clipboard.writeText(text), JSON.stringify(file));
  await page.locator('.react-flow__pane').click({ position: { x: 40, y: 300 } });
  await page.keyboard.press('Control+v');
  await expect(card(page, 'Fetch')).toBeVisible();
  await expect(page.locator('.react-flow__edge')).toHaveCount(1);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(card(page, 'Fetch 2')).toBeVisible();
  const list = await server.call<{ items: { name: string }[] }>('GET', '/api/workflows?search=Pasted+from+n8n');
  expect(list.items).toEqual([]);
});

test('two people change the same draft, and nobody loses anything unasked', async ({ signedIn: page, server }) => {
  const definition = { nodes: [{ id: 'a', type: 'trigger.manual', name: 'Start' }], edges: [] };
  const id = await server.workflow({ name: 'Shared', definition, layout: { nodes: { a: { x: 0, y: 0 } } } });
  await page.goto(`/workflows/${id}`);
  await expect(card(page, 'Start')).toBeVisible();
  const before = await saved(server, id);
  await server.call('PUT', `/api/workflows/${id}`, { definition: { ...definition, nodes: [...definition.nodes, { id: 'b', type: 'flow.noop', name: 'Theirs' }] }, layout: { nodes: { a: { x: 0, y: 0 }, b: { x: 296, y: 0 } } } }, { 'If-Match': `"${before.revision}"` });
  await card(page, 'Start').click();
  await page.keyboard.press('n');
  await pick(page, 'no operation');
  await expect(page.getByText('has saved this workflow')).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('dialog').getByText('Theirs', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  expect((await saved(server, id)).definition.nodes?.map(node => node.name)).toContain('Theirs');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect((await saved(server, id)).definition.nodes?.map(node => node.name)).not.toContain('Theirs');
});

test('without a connection the work is kept, over a reload too, and saved when the server is back', async ({ signedIn: page, server }) => {
  const id = await server.workflow({ name: 'Offline', definition: { nodes: [{ id: 'a', type: 'trigger.manual', name: 'Start' }], edges: [] }, layout: { nodes: { a: { x: 0, y: 0 } } } });
  await page.goto(`/workflows/${id}`);
  await expect(card(page, 'Start')).toBeVisible();
  await page.route(`**/api/workflows/${id}`, route => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await card(page, 'Start').click();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name' }).fill('Kept');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Not saved yet')).toBeVisible();
  page.on('dialog', dialog => void dialog.accept());
  await page.reload();
  await expect(card(page, 'Kept')).toBeVisible();
  expect((await saved(server, id)).definition.nodes?.[0]?.name).toBe('Start');
  await page.unroute(`**/api/workflows/${id}`);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 30_000 });
  expect((await saved(server, id)).definition.nodes?.[0]?.name).toBe('Kept');
});
