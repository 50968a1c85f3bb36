import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

type Question = { title: string; text?: ReactNode; action: string; perform: () => void | Promise<void> };

/** Asks before what cannot be undone. */
export function useConfirm(): [ReactNode, (question: Question) => void] {
  const [question, ask] = useState<Question>();
  const dialog = question && (
    <Dialog open onClose={() => ask(undefined)} title={question.title}
      footer={<>
        <Button onClick={() => ask(undefined)}>Keep</Button>
        <Button look="danger" autoFocus onClick={() => { ask(undefined); void question.perform(); }}>{question.action}</Button>
      </>}>
      <div className="text-n11">{question.text}</div>
    </Dialog>
  );
  return [dialog, ask];
}
