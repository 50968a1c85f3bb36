import { lazy, Suspense } from 'react';
import { cn } from '@/lib/cn';

export type CodeLanguage = 'json' | 'javascript' | 'sql' | 'html' | 'markdown' | 'template' | 'text';

/** What may come next at a place in the text. */
export type Suggestion = { label: string; /** What is compared with what was typed; else the label. */ match?: string | undefined; detail?: string | undefined; info?: string | undefined; kind: 'field' | 'name' | 'method' | 'keyword'; apply?: string | undefined; boost?: number | undefined };
export type Suggest = (text: string, at: number, asked: boolean) => { from: number; options: Suggestion[] } | null;

/** Lets others put text where the cursor is. */
export type CodeHandle = { focus: () => void; text: () => string; cursor: () => number; set: (text: string, cursor: number) => void };

export type CodeEditorProps = {
  value: string;
  onChange?: ((value: string) => void) | undefined;
  language: CodeLanguage;
  label: string;
  id?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
  readOnly?: boolean | undefined;
  /** Looks like a text field and grows with what is in it. */
  slim?: boolean | undefined;
  /** Fills what is around it. */
  fill?: boolean | undefined;
  placeholder?: string | undefined;
  autoFocus?: boolean | undefined;
  suggest?: Suggest | undefined;
  onFocus?: ((handle: CodeHandle) => void) | undefined;
  /** Something that is no text was dropped at a position. */
  onDropAt?: ((data: DataTransfer, at: number, handle: CodeHandle) => boolean) | undefined;
  className?: string | undefined;
};

const View = lazy(async () => ({ default: (await import('./code-editor/code-view')).CodeView }));

/** The one editor for code, JSON and templates. It is loaded when it is first needed. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<pre className={cn('overflow-hidden rounded border border-n6 bg-n1 px-2.5 py-1.5 whitespace-pre-wrap', props.slim ? 'min-h-8' : 'min-h-24', props.fill && 'h-full', props.className)}>{props.value}</pre>}>
      <View {...props} />
    </Suspense>
  );
}
