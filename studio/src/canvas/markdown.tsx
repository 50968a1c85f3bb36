import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { memo, useMemo } from 'react';

/** Text with markdown as people wrote it: cleaned, and links open elsewhere. */
export const Markdown = memo(function Markdown({ text, className }: { text: string; className?: string }) {
  const html = useMemo(() => {
    const clean = DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true, breaks: true }), { FORBID_TAGS: ['style', 'form', 'input', 'iframe'], FORBID_ATTR: ['style', 'class', 'id'] });
    return clean.replaceAll('<a href', '<a target="_blank" rel="noreferrer noopener" href');
  }, [text]);
  return <div dir="auto" className={className} dangerouslySetInnerHTML={{ __html: html }} />;
});
