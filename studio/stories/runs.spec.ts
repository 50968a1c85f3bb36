import { expectAccessible } from './accessible';
import { expect, test, type Server } from './fixtures';

const code = (id: string, name: string, text: string) => ({ id, type: 'code.javascript', name, parameters: { code: text } });

/** A workflow that fails when it is told to, with three runs: 1 and 2 go well, 3 fails. */
async function prepare(server: Server, name: string) {
  const id = await server.workflow({
    name, definition: {
      nodes: [{ id: 'start', type: 'trigger.manual', name: 'Start' }, code('count', 'Count up', 'return [{ n: $json.n + 1 }]'), code('check', 'Check it', "if ($json.n > 3) throw new Error('More than three is too much'); return $input.all()")],
      edges: [{ from: 'start', to: 'count' }, { from: 'count', to: 'check' }],
    }, layout: { nodes: { start: { x: 0, y: 0 }, count: { x: 280, y: 0 }, check: { x: 560, y: 0 } } },
  });
  await server.call('POST', `/api/workflows/${id}/publish`, {});
  const runs: string[] = [];
  for (const n of [1, 2, 3]) runs.push((await server.call<{ id: string }>('POST', `/api/workflows/${id}/runs?wait=20`, { input: { n }, label: `number ${n}` })).id);
  return { id, runs };
}

test('runs are found by what the address says, retried together, and compared', async ({ signedIn: page, server }) => {
  const { id } = await prepare(server, 'Story: the list of runs');
  await page.goto(`/runs?workflow=${id}`);
  const rows = page.getByRole('row').filter({ hasText: 'number' });
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('More than three is too much');
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Status/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Failed' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/status=failed/);
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);

  await page.getByRole('checkbox', { name: 'Choose run number 3' }).click();
  await page.getByRole('button', { name: 'Retry 1 failed run' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 of 1');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Show all' }).first().click();
  await page.goto(`/runs?workflow=${id}`);
  await page.getByRole('checkbox', { name: 'Choose run number 1' }).click();
  await page.getByRole('checkbox', { name: 'Choose run number 2' }).click();
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page.getByText('3 steps of 3 differ')).toBeVisible();
  await expect(page.getByRole('region', { name: /Difference in Start/ })).toContainText('main.0.n');
  await expectAccessible(page);
});

test('new runs appear by themselves', async ({ signedIn: page, server }) => {
  const { id } = await prepare(server, 'Story: live runs');
  await page.goto(`/runs?workflow=${id}`);
  await expect(page.getByRole('row').filter({ hasText: 'number' })).toHaveCount(3);
  await server.call('POST', `/api/workflows/${id}/runs`, { input: { n: 1 }, label: 'number 4' });
  await expect(page.getByRole('row').filter({ hasText: 'number 4' })).toBeVisible();
});

test('a run says what went wrong, and goes on from a step with another output', async ({ signedIn: page, server }) => {
  const { runs } = await prepare(server, 'Story: one run');
  await page.goto(`/runs/${runs[2]}`);
  await expect(page.getByRole('heading', { name: 'Check it' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Error' })).toContainText('More than three is too much');
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Count up/ }).first().click();
  await expect(page).toHaveURL(/step=1/);
  await page.getByRole('button', { name: 'Fork from here…' }).click();
  await page.getByRole('radio', { name: /go on with this output/ }).click();
  const editor = page.getByRole('textbox', { name: 'Output' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('{ "n": 2 }');
  await expect(page.getByText('no effect happens again')).toBeVisible();
  await page.getByRole('button', { name: 'Start the fork' }).click();
  await expect(page).not.toHaveURL(new RegExp(runs[2] as string));
  await expect(page.getByRole('banner').or(page.locator('header')).getByText('Succeeded').first()).toBeVisible();
});

test('a run that is not there explains itself', async ({ signedIn: page }) => {
  await page.goto('/runs/01a21de6-0000-7000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'There is no such run' })).toBeVisible();
});
