import { Empty } from '@/ui/empty';

export const RunPage = () => <Empty title="Run" />;
