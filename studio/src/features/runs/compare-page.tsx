import { Empty } from '@/ui/empty';

export const ComparePage = () => <Empty title="Compare" />;
