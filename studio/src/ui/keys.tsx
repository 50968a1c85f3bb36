import { keyNames } from '@/lib/keyboard';

/** A shortcut, as it is printed on the keys. */
export const Keys = ({ keys }: { keys: string }) => (
  <span className="inline-flex gap-0.5">{keyNames(keys).map(key => <kbd key={key} className="min-w-5 rounded-sm border border-n6 bg-n3 px-1 text-center text-[11px] leading-4 text-n10">{key}</kbd>)}</span>
);
