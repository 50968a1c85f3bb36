import { Command as Cmdk } from 'cmdk';
import { Dialog } from 'radix-ui';
import { Activity, CornerDownLeft, Workflow } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useNavigate } from 'react-router';
import { useListRunsInfiniteQuery } from '@/api/runs';
import { useListWorkflowsInfiniteQuery } from '@/api/workflows';
import { useAllCommands } from '@/lib/commands';
import { useDebounced } from '@/lib/use-debounced';
import { Keys } from '@/ui/keys';
import { StatusIcon } from '@/ui/status';
import { Time } from '@/ui/time';

let shown = false;
const listeners = new Set<() => void>();
const show = (next: boolean) => {
  shown = next;
  listeners.forEach(tell => tell());
};
export const openCommandMenu = () => show(true);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Ctrl+K: commands, pages, workflows and runs in one list. */
export function CommandMenu() {
  const open = useSyncExternalStore(subscribe, () => shown);
  return (
    <Dialog.Root open={open} onOpenChange={show}>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-50 bg-black/40" />
        <Dialog.Content aria-describedby={undefined} className="appear fixed top-[12vh] left-1/2 z-50 w-[min(640px,94vw)] -translate-x-1/2 overflow-hidden rounded-card border border-n6 bg-n2 shadow-float">
          <Dialog.Title className="sr-only">Search or do</Dialog.Title>
          {open && <Found onDone={() => show(false)} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const row = 'flex h-9 cursor-default items-center gap-2.5 rounded px-2.5 data-[selected=true]:bg-n4 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.5] [&_svg]:text-n10';

function Found({ onDone }: { onDone: () => void }) {
  const navigate = useNavigate();
  const commands = useAllCommands().filter(command => !command.hidden && !command.disabled);
  const [text, setText] = useState('');
  const search = useDebounced(text, 150);
  const { data: workflows } = useListWorkflowsInfiniteQuery(search ? { search } : {});
  const { data: runs } = useListRunsInfiniteQuery(search ? { text: search } : {});
  const go = (to: string) => { onDone(); void navigate(to); };
  const sections = [...new Set(commands.map(command => command.section))];
  return (
    <Cmdk label="Search or do">
      <Cmdk.Input value={text} onValueChange={setText} placeholder="Search workflows and runs, or type a command" className="h-11 w-full border-b bg-transparent px-4 outline-none" />
      <Cmdk.List className="max-h-[56vh] overflow-auto p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-n10">
        <Cmdk.Empty className="p-6 text-center text-n10">Nothing is called that.</Cmdk.Empty>
        {sections.map(section => (
          <Cmdk.Group key={section} heading={section}>
            {commands.filter(command => command.section === section).map(command => (
              <Cmdk.Item key={command.id} value={`${command.name} ${command.id}`} onSelect={() => { onDone(); command.perform(); }} className={row}>
                <CornerDownLeft /><span className="flex-1">{command.name}</span>{command.keys?.[0] && <Keys keys={command.keys[0]} />}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        ))}
        <Cmdk.Group heading="Workflows">
          {workflows?.pages[0]?.items.slice(0, 12).map(one => (
            <Cmdk.Item key={one.id} value={`${one.name} ${one.id}`} onSelect={() => go(`/workflows/${one.id}`)} className={row}><Workflow /><span className="truncate" dir="auto">{one.name}</span></Cmdk.Item>
          ))}
        </Cmdk.Group>
        <Cmdk.Group heading="Runs">
          {runs?.pages[0]?.items.slice(0, 8).map(run => (
            <Cmdk.Item key={run.id} value={`run ${run.label ?? ''} ${run.id} ${search}`} onSelect={() => go(`/runs/${run.id}`)} className={row}>
              <Activity /><StatusIcon status={run.status} /><span className="flex-1 truncate">{run.label ?? run.id.slice(-8)}</span><Time at={run.startedAt} className="text-meta text-n10" />
            </Cmdk.Item>
          ))}
        </Cmdk.Group>
      </Cmdk.List>
    </Cmdk>
  );
}
