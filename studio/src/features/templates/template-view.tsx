import { FlaskConical, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { isProblem } from '@/api/base';
import type { JsonObject } from '@/api/model';
import { useDeleteTemplateMutation, useGetTemplateQuery, useInstantiateTemplateMutation, useTestTemplateMutation, type Template } from '@/api/templates';
import { GraphView } from '@/canvas/graph-view';
import { Markdown } from '@/canvas/markdown';
import { plural } from '@/lib/format';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/confirm';
import { Dialog } from '@/ui/dialog';
import { Field, Input } from '@/ui/field';
import { LoadingRows } from '@/ui/loading';
import { ProblemView } from '@/ui/problem';
import { SchemaForm } from '@/ui/schema-form/schema-form';
import { failed, told } from '@/ui/toast';
import { missing } from './gallery';
import { TestResults } from './test-results';

/** One template: its picture, its blanks, its tests. */
export function TemplateView({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error, refetch } = useGetTemplateQuery(id);
  if (!data) return <Dialog open onClose={onClose} title="Template">{isProblem(error) ? <ProblemView problem={error} onRetry={() => void refetch()} /> : <LoadingRows rows={4} />}</Dialog>;
  return <Filled template={data} onClose={onClose} />;
}

function Filled({ template, onClose }: { template: Template; onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = useState(template.name);
  const [values, setValues] = useState<JsonObject>({});
  const [instantiate, { error, isLoading }] = useInstantiateTemplateMutation();
  const [test, { data: report, error: testError, isLoading: testing }] = useTestTemplateMutation();
  const [remove] = useDeleteTemplateMutation();
  const [question, ask] = useConfirm();
  const { document } = template;
  const left = missing(document.parameters, values);
  const use = async () => {
    const made = await instantiate({ id: template.id, parameters: values, ...(name.trim() ? { name: name.trim() } : {}) });
    if (made.data) void navigate(`/workflows/${made.data.id}`);
  };
  const forget = () => ask({
    title: `Delete the template “${template.name}”?`, text: 'All its versions go with it. Workflows that were made of it stay.', action: 'Delete', perform: async () => {
      const gone = await remove(template.id);
      if (isProblem(gone.error)) failed(gone.error);
      else { told('The template is deleted.'); onClose(); }
    },
  });
  return (
    <Dialog open onClose={onClose} title={template.name} description={template.summary} className="w-[min(1080px,96vw)]"
      footer={<>
        {!template.builtIn && <Button look="danger" onClick={forget} className="mr-auto"><Trash2 />Delete</Button>}
        {(document.tests?.length ?? 0) > 0 && <Button disabled={testing} onClick={() => void test(template.id)}><FlaskConical />{testing ? 'Running…' : `Run ${plural(document.tests?.length ?? 0, 'test')}`}</Button>}
        <Button look="primary" disabled={isLoading || left.length > 0} title={left.length > 0 ? `Fill in first: ${left.join(', ')}` : undefined} onClick={() => void use()}>Use this template</Button>
      </>}>
      <div className="grid grid-cols-[1.3fr_1fr] gap-4 max-md:grid-cols-1">
        <div className="flex min-w-0 flex-col gap-3">
          <div className="h-80 overflow-hidden rounded-card border bg-n1"><GraphView doc={{ definition: document.definition, layout: document.layout ?? {} }} preview /></div>
          {document.description && <Markdown text={document.description} className="text-n11 [&_a]:text-accent [&_a]:underline [&_li]:ml-4 [&_li]:list-disc [&_p]:mb-2" />}
          {isProblem(testError) && <ProblemView problem={testError} />}
          {report && <TestResults report={report} />}
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          {isProblem(error) && <ProblemView problem={error} />}
          <Field label="Name of the workflow">{ids => <Input {...ids} value={name} onChange={event => setName(event.target.value)} maxLength={200} dir="auto" />}</Field>
          {document.parameters && <SchemaForm flat schema={document.parameters} value={values} onChange={setValues} />}
          {left.length > 0 && <p className="text-meta text-n10">Still to fill in: {left.join(', ')}.</p>}
        </div>
      </div>
      {question}
    </Dialog>
  );
}
