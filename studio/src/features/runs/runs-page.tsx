import { Empty } from '@/ui/empty';

export const RunsPage = () => <Empty title="Runs" />;
