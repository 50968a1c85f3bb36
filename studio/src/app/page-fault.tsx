import { useRouteError } from 'react-router';
import { ProblemView } from '@/ui/problem';

/** A page that broke: the rest of the Studio stands, and the person can go on. */
export function PageFault() {
  const error = useRouteError();
  return <ProblemView problem={{ title: 'This page broke', detail: `${error instanceof Error ? error.message : 'Something unexpected happened.'} What was saved is safe; reload the page or go elsewhere.` }} onRetry={() => location.reload()} />;
}
