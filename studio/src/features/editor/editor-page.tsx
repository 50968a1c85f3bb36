import { Empty } from '@/ui/empty';

export const EditorPage = () => <Empty title="Editor" />;
