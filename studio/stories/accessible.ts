import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Nothing on the page keeps anybody out: WCAG 2.2 AA, in both themes. */
export async function expectAccessible(page: Page) {
  const chosen = await page.evaluate(() => document.documentElement.dataset.theme);
  for (const theme of ['light', 'dark']) {
    await page.evaluate(name => { document.documentElement.dataset.theme = name; }, theme);
    await page.waitForTimeout(250);
    // The canvas itself has stories of its own.
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).exclude('[data-sonner-toaster]').exclude('.react-flow__viewport').analyze();
    expect(violations.map(one => `${theme} ${one.id}: ${one.nodes.slice(0, 4).map(node => `${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`)).toEqual([]);
  }
  await page.evaluate(name => { document.documentElement.dataset.theme = name ?? 'light'; }, chosen);
}
