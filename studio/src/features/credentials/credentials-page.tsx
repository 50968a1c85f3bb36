import { Empty } from '@/ui/empty';

export const CredentialsPage = () => <Empty title="Credentials" />;
