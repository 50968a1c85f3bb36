import { useEffect } from 'react';
import { isTyping } from '@/lib/keyboard';
import { told } from '@/ui/toast';
import type { useClipboard } from './use-clipboard';

/** Ctrl+C, Ctrl+X and Ctrl+V as the browser brings them: it asks nobody for leave then. Marked text is the browser's own. */
export function useClipboardEvents({ copied, pasteText }: ReturnType<typeof useClipboard>, removeChosen: () => void) {
  useEffect(() => {
    const elsewhere = (event: Event) => isTyping(event) || (window.getSelection()?.toString() ?? '') !== '' || document.querySelector('[role=dialog][data-state=open]') !== null;
    const onCopy = (event: ClipboardEvent) => {
      if (elsewhere(event)) return;
      const text = copied();
      if (text === undefined) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') removeChosen();
      else told('Copied as text; paste it here, in another window, or in a message.');
    };
    const onPaste = (event: ClipboardEvent) => {
      if (elsewhere(event)) return;
      if (pasteText(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [copied, pasteText, removeChosen]);
}
