import { Download, File } from 'lucide-react';
import { useEffect, useState } from 'react';
import { bytes } from '@/lib/format';
import { Button } from '../button';
import type { ShownBinary } from './items-view';

type FilesViewProps = { files: { index: number; name: string; file: ShownBinary }[] };

const SHOWN = 50;
const PREVIEW_BYTES = 200_000;
const addressOf = (file: ShownBinary) => `/api/blobs/${encodeURIComponent(file.id)}?type=${encodeURIComponent(file.mimeType)}${file.fileName ? `&name=${encodeURIComponent(file.fileName)}` : ''}`;
const isText = (type: string) => /^text\/|json|xml|yaml|javascript|csv/.test(type) && !type.includes('openxml');

/** The files of the items: seen where a browser can show them safely, and to download. */
export function FilesView({ files }: FilesViewProps) {
  return (
    <ul className="flex h-full flex-col gap-2 overflow-auto border-t p-3">
      {files.slice(0, SHOWN).map(({ index, name, file }) => (
        <li key={`${index} ${name}`} className="shrink-0 overflow-hidden rounded border">
          <div className="flex items-center gap-2 px-2 py-1.5">
            <File className="size-4 shrink-0 stroke-[1.5] text-n10" />
            <div className="min-w-0 flex-1"><p dir="auto" className="truncate font-medium">{file.fileName ?? name}</p><p className="truncate text-meta text-n10">{`Item ${index} · ${name} · ${file.mimeType} · ${bytes(file.size)}`}</p></div>
            <Button asChild size="small"><a href={addressOf(file)} download={file.fileName ?? name}><Download />Download</a></Button>
          </div>
          <Preview file={file} />
        </li>
      ))}
      {files.length > SHOWN && <li className="text-meta text-n10">{(files.length - SHOWN).toLocaleString()} more files are not shown.</li>}
    </ul>
  );
}

function Preview({ file }: { file: ShownBinary }) {
  if (/^image\/(png|jpe?g|gif|webp|avif|bmp)$/.test(file.mimeType)) return <img src={addressOf(file)} alt={file.fileName ?? ''} loading="lazy" className="max-h-72 w-full border-t bg-n3 object-contain" />;
  if (file.mimeType === 'application/pdf') return <p className="border-t px-2 py-1.5 text-meta"><a className="text-accent underline" href={addressOf(file)} target="_blank" rel="noreferrer">Open the PDF</a></p>;
  return isText(file.mimeType) ? <TextPreview file={file} /> : null;
}

function TextPreview({ file }: { file: ShownBinary }) {
  const [text, setText] = useState<string>();
  const address = addressOf(file);
  useEffect(() => {
    const stop = new AbortController();
    void fetch(address, { signal: stop.signal, credentials: 'same-origin', headers: { Range: `bytes=0-${PREVIEW_BYTES - 1}` } })
      .then(answer => (answer.ok ? answer.text() : 'The file cannot be had any more.'), () => undefined)
      .then(got => { if (got !== undefined) setText(got); });
    return () => stop.abort();
  }, [address]);
  return text === undefined ? null : <pre dir="auto" className="max-h-60 overflow-auto border-t bg-n1 p-2 whitespace-pre-wrap">{text}{file.size > PREVIEW_BYTES && '\n…'}</pre>;
}
