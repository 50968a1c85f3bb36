import { Empty } from '@/ui/empty';

export const WorkflowsPage = () => <Empty title="Workflows" />;
