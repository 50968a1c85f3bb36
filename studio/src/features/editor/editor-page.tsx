import { useParams } from 'react-router';
import { useGetWorkflowQuery } from '@/api/workflows';
import { GraphView } from '@/canvas/graph-view';
import { Empty } from '@/ui/empty';
import { useMemo } from 'react';

export function EditorPage() {
  const { id = '' } = useParams();
  const { data } = useGetWorkflowQuery(id);
  const doc = useMemo(() => data && { definition: { ...data.definition, nodes: data.definition.nodes ?? [], edges: data.definition.edges ?? [] }, layout: data.layout ?? {} }, [data]);
  return doc ? <GraphView doc={doc} /> : <Empty title="Editor" />;
}
