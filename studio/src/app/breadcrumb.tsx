import { Fragment } from 'react';
import { Link, useLocation } from 'react-router';
import { skipToken } from '@reduxjs/toolkit/query';
import { useGetWorkflowQuery } from '@/api/workflows';
import { sentence } from '@/lib/format';

const isId = (part: string) => /^[0-9a-f-]{36}$/i.test(part);

/** The address, in words. */
export function Breadcrumb() {
  const parts = useLocation().pathname.split('/').filter(Boolean);
  const workflow = parts[0] === 'workflows' && parts[1] && isId(parts[1]) ? parts[1] : undefined;
  const { data } = useGetWorkflowQuery(workflow ?? skipToken);
  const word = (part: string) => (part === workflow ? (data?.name ?? '…') : isId(part) ? part.slice(-8) : sentence(part));
  return (
    <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1.5 text-n10">
      {(parts.length ? parts : ['home']).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <span aria-hidden className="text-n8">/</span>}
          {at < parts.length - 1 ? <Link to={`/${parts.slice(0, at + 1).join('/')}`} className="max-w-72 truncate hover:text-n12 hover:underline">{word(part)}</Link> : <span aria-current="page" className="max-w-96 truncate text-n12" dir="auto">{word(part)}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
