import { History, Pencil } from 'lucide-react';
import { skipToken } from '@reduxjs/toolkit/query';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { isProblem } from '@/api/base';
import type { Definition, Layout, VersionSummary, Workflow } from '@/api/model';
import { useGetVersionQuery, useGetWorkflowQuery, useLazyExportWorkflowQuery, useListVersionsQuery, useRollBackWorkflowMutation } from '@/api/workflows';
import type { Doc } from '@/document/model';
import { downloadJson } from '@/lib/download';
import { useAddress } from '@/lib/use-address';
import { useMedia } from '@/lib/use-media';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/confirm';
import { Empty } from '@/ui/empty';
import { LoadingRows } from '@/ui/loading';
import { PageFrame } from '@/ui/page';
import { ProblemView } from '@/ui/problem';
import { Split } from '@/ui/split';
import { failed, told } from '@/ui/toast';
import { chosenPair } from './marks';
import { VersionDiff } from './version-diff';
import { VersionList } from './version-list';

/** How a workflow came to be what it is: every version, and what differs between any two. */
export function VersionsPage() {
  const { id = '' } = useParams();
  const { data: workflow, error, refetch } = useGetWorkflowQuery(id);
  const { data: versions, error: listError } = useListVersionsQuery(id);
  const problem = error ?? listError;
  if (isProblem(problem) && (!workflow || !versions)) return <ProblemView problem={problem} onRetry={() => void refetch()} />;
  return (
    <PageFrame title="Versions" actions={<Button asChild><Link to={`/workflows/${id}`}><Pencil />Open the editor</Link></Button>}>
      {!workflow || !versions ? <LoadingRows /> : versions.length === 0
        ? <Empty icon={<History />} title="Not published yet" text="Publishing makes a version that never changes. Triggers run it, and every run keeps to the version it began with."><Button asChild look="primary"><Link to={`/workflows/${id}`}>Go on editing</Link></Button></Empty>
        : <Body workflow={workflow} versions={versions} />}
    </PageFrame>
  );
}

function Body({ workflow, versions }: { workflow: Workflow; versions: VersionSummary[] }) {
  const [address, change] = useAddress();
  const pair = useMemo(() => chosenPair(address.get('a'), address.get('b'), versions.map(one => one.version), workflow.hasChanges), [address, versions, workflow.hasChanges]);
  const [rollBack] = useRollBackWorkflowMutation();
  const [read] = useLazyExportWorkflowQuery();
  const [question, ask] = useConfirm();
  const wide = useMedia('(min-width: 900px)');
  const pick = (side: 'a' | 'b', version: number) => change({ a: String(side === 'a' ? version : (pair?.[0] ?? '')), b: String(side === 'b' ? version : (pair?.[1] ?? '')) });
  const save = async (version: number) => {
    const { data, error } = await read({ id: workflow.id, version });
    if (data) downloadJson(`${workflow.name}-${version}`, data);
    else if (isProblem(error)) failed(error);
  };
  const confirm = (version: VersionSummary) => ask({
    title: `Roll back to version ${version.version}?`, action: `Roll back to ${version.version}`,
    text: <>Its content becomes the draft and the newest version{workflow.active && ', which the triggers run from then on'}. {workflow.hasChanges && 'Changes to the draft that are not published are lost. '}Runs under way keep to their version.</>,
    perform: async () => {
      const { data, error } = await rollBack({ id: workflow.id, version: version.version, note: `Back to version ${version.version}` });
      if (isProblem(error)) failed(error);
      else {
        told(`Version ${data?.version} has the content of version ${version.version}`);
        change({ a: undefined, b: undefined });
      }
    },
  });
  return (
    <>
      {question}
      <Split name="versions.list" label="Width of the difference" direction={wide ? 'row' : 'column'} size={860} least={280}
        first={<div className="h-full overflow-auto"><VersionList workflow={workflow} versions={versions} pair={pair} onPick={pick} onExport={version => void save(version)} onRollBack={confirm} /></div>}
        second={pair ? <Pair workflow={workflow} pair={pair} /> : <Empty title="Nothing to compare yet" text="There is one version, and the draft is the same. Change the draft and publish it: the difference is shown here." />} />
    </>
  );
}

const docOf = (source: { definition: Definition; layout: Layout }): Doc => ({ definition: { ...source.definition, nodes: source.definition.nodes ?? [], edges: source.definition.edges ?? [] }, layout: source.layout ?? {} });

function Pair({ workflow, pair: [a, b] }: { workflow: Workflow; pair: [number, number] }) {
  const before = useSide(workflow, a);
  const after = useSide(workflow, b);
  const problem = before.problem ?? after.problem;
  if (isProblem(problem)) return <ProblemView problem={problem} />;
  if (!before.doc || !after.doc) return <LoadingRows />;
  return <VersionDiff key={`${a}/${b}`} before={{ name: nameOf(a), doc: before.doc }} after={{ name: nameOf(b), doc: after.doc }} />;
}

const nameOf = (version: number) => (version === 0 ? 'Draft' : `Version ${version}`);

function useSide(workflow: Workflow, version: number): { doc: Doc | undefined; problem: unknown } {
  const { currentData, error } = useGetVersionQuery(version === 0 ? skipToken : { id: workflow.id, version });
  const source = version === 0 ? workflow : currentData;
  return { doc: useMemo(() => (source ? docOf(source) : undefined), [source]), problem: version === 0 ? undefined : error };
}
