import { FileStack, FlaskConical, Variable } from 'lucide-react';
import { isProblem } from '@/api/base';
import { useListTemplatesQuery, type TemplateSummary } from '@/api/templates';
import { plural } from '@/lib/format';
import { useAddress } from '@/lib/use-address';
import { cn } from '@/lib/cn';
import { Empty } from '@/ui/empty';
import { Select } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { SearchField } from '@/ui/search-field';
import { categoriesOf, matching } from './gallery';
import { TemplateView } from './template-view';

/** Workflows with blanks to fill in: find one, look at it, try it, make a workflow of it. */
export function TemplatesPage() {
  const [address, change] = useAddress();
  const { data, error, isLoading, refetch } = useListTemplatesQuery();
  const search = address.get('search') ?? '';
  const category = address.get('category') ?? '';
  const chosen = address.get('template') ?? undefined;
  const found = matching(data ?? [], search, category);
  return (
    <PageFrame title="Templates"
      filters={<>
        <SearchField label="Search templates" value={search} onChange={text => change({ search: text || undefined })} className="w-64" />
        <Select aria-label="Category" value={category} onChange={event => change({ category: event.target.value || undefined })} className="w-48">
          <option value="">All categories</option>
          {categoriesOf(data ?? []).map(name => <option key={name}>{name}</option>)}
        </Select>
      </>}>
      {isLoading && <LoadingRows />}
      {isProblem(error) && <ProblemView problem={error} onRetry={() => void refetch()} />}
      {data && found.length === 0 && <Empty icon={<FileStack />} title="No template is like that" text="Search for something else. To make a template of your own, open a workflow and choose “Make a template” in its menu." />}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(280px,1fr))] gap-3 p-4">
        {found.map(template => <li key={template.id}><Card template={template} chosen={template.id === chosen} onOpen={() => change({ template: template.id })} /></li>)}
      </ul>
      {chosen && <TemplateView key={chosen} id={chosen} onClose={() => change({ template: undefined })} />}
    </PageFrame>
  );
}

function Card({ template, chosen, onOpen }: { template: TemplateSummary; chosen: boolean; onOpen: () => void }) {
  return (
    <button type="button" onClick={onOpen} className={cn('flex h-full w-full flex-col gap-2 rounded-card border bg-n2 p-4 text-left transition-colors hover:border-n7 hover:bg-n3', chosen && 'border-accent')}>
      <span className="flex w-full items-center gap-2.5">
        <span className="flex size-8 shrink-0 items-center justify-center rounded border bg-n1"><Icon name={template.icon} className="size-4 text-n11" /></span>
        <span className="min-w-0 flex-1"><span className="block truncate text-strong font-semibold" dir="auto">{template.name}</span><span className="block truncate text-meta text-n10">{template.category}{!template.builtIn && ' · yours'}</span></span>
      </span>
      <span className="line-clamp-3 flex-1 text-n11" dir="auto">{template.summary}</span>
      <span className="flex gap-3 text-meta text-n10 [&_svg]:size-3.5 [&_svg]:stroke-[1.5]">
        <span className="flex items-center gap-1"><Variable />{plural(template.parameterCount, 'blank')}</span>
        <span className="flex items-center gap-1"><FlaskConical />{plural(template.testCount, 'test')}</span>
      </span>
    </button>
  );
}
