import { Empty } from '@/ui/empty';

export const InboxPage = () => <Empty title="Inbox" />;
