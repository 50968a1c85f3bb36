import { Empty } from '@/ui/empty';

export const TemplatesPage = () => <Empty title="Templates" />;
