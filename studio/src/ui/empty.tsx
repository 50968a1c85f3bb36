import type { ReactNode } from 'react';

/** A page without anything yet: what belongs here, and how the first one is made. */
export function Empty({ icon, title, text, children }: { icon?: ReactNode; title: string; text?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex h-full min-h-64 flex-col items-center justify-center gap-2 p-8 text-center">
      {icon && <div className="mb-1 text-n9 [&_svg]:size-8 [&_svg]:stroke-1">{icon}</div>}
      <h2 className="text-section font-semibold">{title}</h2>
      {text && <p className="max-w-md text-n10">{text}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
