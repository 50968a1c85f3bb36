import type { ReactNode } from 'react';

/** A page with a title and what can be done on it. */
export function PageFrame({ title, actions, filters, children }: { title: string; actions?: ReactNode; filters?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-14 flex-wrap items-center gap-3 px-4 py-2">
        <h1 className="text-page font-semibold">{title}</h1>
        <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
      </header>
      {filters && <div className="flex flex-wrap items-center gap-2 border-b px-4 pb-3">{filters}</div>}
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </div>
  );
}
