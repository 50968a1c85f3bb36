import type { TestReport } from '@/api/templates';
import { duration } from '@/lib/format';
import { Status } from '@/ui/status';

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));

/** How the tests of a template went, and where they differ from what was told. */
export function TestResults({ report }: { report: TestReport }) {
  return (
    <section aria-label="Test results" aria-live="polite" className="rounded-card border">
      {report.results.map(result => (
        <div key={result.name} className="border-b p-3 last:border-b-0">
          <div className="flex items-center gap-2"><Status status={result.passed ? 'succeeded' : 'failed'} /><span className="flex-1" dir="auto">{result.name}</span><span className="text-meta text-n10">{duration(result.milliseconds)}</span></div>
          {result.message && <p className="mt-1 text-failed">{result.message}</p>}
          {result.differences?.map(difference => (
            <p key={difference.path} className="mt-1 font-mono text-meta break-all"><span className="text-n10">{difference.path}: </span>expected {shown(difference.expected)}, got {shown(difference.got)}</p>
          ))}
        </div>
      ))}
    </section>
  );
}
