import { createBrowserRouter, Link } from 'react-router';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { PageFault } from './page-fault';
import { Shell } from './shell';

const Missing = () => <Empty title="There is nothing here" text="The address is wrong, or what was here has been deleted."><Button asChild><Link to="/">Go home</Link></Button></Empty>;

/** One line for each page; each is loaded when it is first opened. */
export const router = createBrowserRouter([{
  element: <Shell />,
  children: [{
    errorElement: <PageFault />,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('@/features/home/home-page')).HomePage }) },
      { path: 'workflows', lazy: async () => ({ Component: (await import('@/features/workflows/workflows-page')).WorkflowsPage }) },
      { path: 'workflows/:id', lazy: async () => ({ Component: (await import('@/features/editor/editor-page')).EditorPage }) },
      { path: 'workflows/:id/versions', lazy: async () => ({ Component: (await import('@/features/versions/versions-page')).VersionsPage }) },
      { path: 'runs', lazy: async () => ({ Component: (await import('@/features/runs/runs-page')).RunsPage }) },
      { path: 'runs/compare', lazy: async () => ({ Component: (await import('@/features/runs/compare-page')).ComparePage }) },
      { path: 'runs/:id', lazy: async () => ({ Component: (await import('@/features/runs/run-page')).RunPage }) },
      { path: 'inbox', lazy: async () => ({ Component: (await import('@/features/inbox/inbox-page')).InboxPage }) },
      { path: 'templates', lazy: async () => ({ Component: (await import('@/features/templates/templates-page')).TemplatesPage }) },
      { path: 'credentials', lazy: async () => ({ Component: (await import('@/features/credentials/credentials-page')).CredentialsPage }) },
      { path: '*', element: <Missing /> },
    ],
  }],
}]);
