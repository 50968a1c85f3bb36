import { test as base, type APIRequestContext, type Page } from '@playwright/test';

const key = process.env.AUTERITY_API_KEY ?? '';

/** The API with the key, for what a story needs before it begins. */
export class Server {
  constructor(private readonly request: APIRequestContext) {}

  private readonly made: string[] = [];

  async call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, data?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const answer = await this.request.fetch(path, { method, headers: { 'X-Api-Key': key, ...headers }, ...(data === undefined ? {} : { data }) });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.body()).length === 0 ? (null as T) : ((await answer.json()) as T);
  }

  /** Makes a workflow that is deleted when the story is over. */
  async workflow(body: object): Promise<string> {
    const { id } = await this.call<{ id: string }>('POST', '/api/workflows', body);
    this.made.push(id);
    return id;
  }

  async end() {
    for (const id of this.made) await this.call('DELETE', `/api/workflows/${id}`).catch(() => undefined);
  }
}

/** Opens a page as somebody who is signed in. */
export async function signIn(page: Page, path = '/') {
  await page.goto(path);
  await page.fill('input[name=key]', key);
  await page.click('button[type=submit]');
  await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();
}

/** A story: `server` prepares it, `page` is signed in and at home. */
export const test = base.extend<{ server: Server; signedIn: Page }>({
  server: async ({ request }, give) => {
    const server = new Server(request);
    await give(server);
    await server.end();
  },
  signedIn: async ({ page }, give) => {
    await signIn(page);
    await give(page);
  },
});

export { expect } from '@playwright/test';
