import { Empty } from '@/ui/empty';

export const HomePage = () => <Empty title="Home" />;
