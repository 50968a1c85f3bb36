import { useSyncExternalStore } from 'react';
import { useAllCommands } from '@/lib/commands';
import { Dialog } from '@/ui/dialog';
import { Keys } from '@/ui/keys';

let shown = false;
const listeners = new Set<() => void>();
const show = (next: boolean) => {
  shown = next;
  listeners.forEach(tell => tell());
};
export const openShortcutHelp = () => show(true);
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Every shortcut that works on this page. */
export function ShortcutHelp() {
  const open = useSyncExternalStore(subscribe, () => shown);
  const commands = useAllCommands().filter(command => command.keys?.length);
  const sections = [...new Set(commands.map(command => command.section))];
  return (
    <Dialog open={open} onClose={() => show(false)} title="Keyboard shortcuts" className="w-[min(760px,94vw)]">
      <div className="columns-2 gap-8 pb-3 max-md:columns-1">
        {sections.map(section => (
          <section key={section} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-meta font-medium text-n10">{section}</h3>
            <dl>{commands.filter(command => command.section === section).map(command => (
              <div key={command.id} className="flex min-h-7 items-center gap-2"><dt className="flex-1">{command.name}</dt><dd className="flex gap-2">{command.keys?.map(keys => <Keys key={keys} keys={keys} />)}</dd></div>
            ))}</dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
