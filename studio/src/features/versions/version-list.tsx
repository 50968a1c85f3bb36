import { Download, Ellipsis, RotateCcw } from 'lucide-react';
import type { VersionSummary, Workflow } from '@/api/model';
import { cn } from '@/lib/cn';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { Time } from '@/ui/time';

type VersionListProps = { workflow: Workflow; versions: VersionSummary[]; pair: [number, number] | undefined; onPick: (side: 'a' | 'b', version: number) => void; onExport: (version: number) => void; onRollBack: (version: VersionSummary) => void };

/** "key:…" and "user:…", as people say it. */
const who = (subject: string | null | undefined): string => {
  if (!subject) return '';
  const [kind, id = ''] = subject.split(':');
  return ` by ${kind === 'key' ? `key …${id.slice(-4)}` : kind === 'user' ? `…${id.slice(-4)}` : subject}`;
};

const radio = 'size-4 cursor-pointer accent-accent';

/** All versions, the newest first, above them the draft. Before and after are chosen on the left. */
export function VersionList({ workflow, versions, pair, onPick, onExport, onRollBack }: VersionListProps) {
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Versions</caption>
      <thead><tr className="h-8 border-b text-left text-meta text-n10 [&_th]:px-2 [&_th]:font-normal"><th className="w-14 !pl-4">Before</th><th className="w-12">After</th><th>Version</th><th className="w-10"><span className="sr-only">Actions</span></th></tr></thead>
      <tbody>
        <tr className="border-b [&_td]:px-2 [&_td]:py-2">
          <Sides version={0} name="the draft" pair={pair} onPick={onPick} />
          <td><b className="font-medium">Draft</b>{!workflow.hasChanges && workflow.publishedVersion && <span className="text-n10"> · as published</span>}<div className="text-meta text-n10">changed <Time at={workflow.updatedAt} /><span title={workflow.updatedBy ?? undefined}>{who(workflow.updatedBy)}</span></div></td>
          <td />
        </tr>
        {versions.map(version => (
          <tr key={version.version} className={cn('border-b align-top hover:bg-n2 [&_td]:px-2 [&_td]:py-2', pair?.includes(version.version) && 'bg-accent-soft hover:bg-accent-soft')}>
            <Sides version={version.version} name={`version ${version.version}`} pair={pair} onPick={onPick} />
            <td className="max-w-0 min-w-0">
              <div className="flex min-w-0 items-center gap-2"><b className="shrink-0 font-medium">{version.version}</b>{version.name && <span className="truncate font-medium" dir="auto" title={version.name}>{version.name}</span>}{version.version === workflow.publishedVersion && <span title={workflow.active ? 'The triggers run it' : 'Its triggers are off'} className="shrink-0 rounded-full bg-succeeded-soft px-1.5 text-meta text-succeeded">Current</span>}</div>
              {version.note && <p className="break-words text-n11" dir="auto">{version.note}</p>}
              <div className="truncate text-meta text-n10"><Time at={version.createdAt} /><span title={version.createdBy ?? undefined}>{who(version.createdBy)}</span> · <code title={version.hash}>{version.hash.slice(0, 8)}</code></div>
            </td>
            <td><Menu trigger={<Button look="quiet" size="icon" title={`What to do with version ${version.version}`}><Ellipsis /></Button>} entries={[
              { label: 'Roll back to it…', icon: <RotateCcw />, disabled: version.version === workflow.publishedVersion && !workflow.hasChanges, perform: () => onRollBack(version) },
              { label: 'Export', icon: <Download />, perform: () => onExport(version.version) },
            ]} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Sides = ({ version, name, pair, onPick }: { version: number; name: string; pair: [number, number] | undefined; onPick: VersionListProps['onPick'] }) => (
  <>
    <td className="!pl-4"><input type="radio" name="before" aria-label={`Before: ${name}`} checked={pair?.[0] === version} disabled={pair?.[1] === version} onChange={() => onPick('a', version)} className={radio} /></td>
    <td><input type="radio" name="after" aria-label={`After: ${name}`} checked={pair?.[1] === version} disabled={pair?.[0] === version} onChange={() => onPick('b', version)} className={radio} /></td>
  </>
);
