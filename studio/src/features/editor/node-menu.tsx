import { useEffect, useRef } from 'react';
import type { Command } from '@/lib/commands';
import { Keys } from '@/ui/keys';
import { useUi } from './ui-state';

const offered = ['open', 'rename', 'run-node', 'run-up-to', 'run-from', '', 'disable', 'pin', 'breakpoint', '', 'duplicate', 'group', 'delete'];

/** What can be done with a node, where the pointer is. The same commands as everywhere. */
export function NodeMenu({ commands }: { commands: Command[] }) {
  const { menu, openMenu } = useUi();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!menu) return undefined;
    box.current?.querySelector('button')?.focus();
    const outside = (event: PointerEvent) => { if (!box.current?.contains(event.target as Node)) openMenu(undefined); };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [menu, openMenu]);
  if (!menu) return null;
  const walk = (by: number) => {
    const all = [...(box.current?.querySelectorAll('button') ?? [])];
    all[(all.indexOf(document.activeElement as HTMLButtonElement) + by + all.length) % all.length]?.focus();
  };
  return (
    <div ref={box} role="menu" aria-label="Node" className="appear fixed z-40 min-w-60 rounded-card border border-n6 bg-n2 p-1 shadow-float" style={{ left: Math.min(menu.at.x, window.innerWidth - 260), top: Math.min(menu.at.y, window.innerHeight - 400) }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') openMenu(undefined);
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); walk(event.key === 'ArrowDown' ? 1 : -1); }
      }}>
      {offered.map((id, at) => {
        const command = commands.find(one => one.id === id);
        if (!command) return <div key={at} role="separator" className="my-1 h-px bg-n5" />;
        return (
          <button key={id} type="button" role="menuitem" onClick={() => { openMenu(undefined); command.perform(); }} className="flex h-8 w-full items-center gap-2 rounded px-2 text-left hover:bg-n4 focus-visible:bg-n4">
            <span className="flex-1">{command.name}</span>{command.keys?.[0] && <Keys keys={command.keys[0]} />}
          </button>
        );
      })}
    </div>
  );
}
