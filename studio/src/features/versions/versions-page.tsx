import { Empty } from '@/ui/empty';

export const VersionsPage = () => <Empty title="Versions" />;
