import { Command } from 'cmdk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useListNodeTypesQuery } from '@/api/nodes';
import type { NodeType } from '@/api/model';
import { readStored, writeStored } from '@/lib/stored';
import { Icon } from '@/ui/icon';
import type { PaletteAt } from '../ui-state';
import { offersOf } from './offer';

const WIDTH = 340;
const HEIGHT = 420;
export const DRAGGED_TYPE = 'application/x-auterity-node';

const questions = { free: 'Add a node', after: 'What comes next?', before: 'What comes before?', edge: 'What comes in between?', slot: 'What goes into the slot?', host: 'What is it for?' };

/** The list of nodes, where the pointer is. What does not fit the port is not in it. */
export function Palette({ open: { ask, screen }, onPick, onClose }: { open: PaletteAt; onPick: (type: NodeType) => void; onClose: () => void }) {
  const { data: types = [] } = useListNodeTypesQuery();
  const [text, setText] = useState('');
  const [recent] = useState(() => readStored<string[]>('palette', []));
  const box = useRef<HTMLDivElement>(null);
  const offers = useMemo(() => offersOf(types, ask, text, recent), [types, ask, text, recent]);
  const pick = (type: NodeType) => {
    writeStored('palette', [type.type, ...recent.filter(one => one !== type.type)].slice(0, 12));
    onPick(type);
  };
  useEffect(() => {
    const outside = (event: PointerEvent) => { if (!box.current?.contains(event.target as Node)) onClose(); };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [onClose]);
  const left = Math.max(8, Math.min(screen.x + 8, window.innerWidth - WIDTH - 8));
  const top = Math.max(8, Math.min(screen.y - 24, window.innerHeight - HEIGHT - 8));
  return (
    <div ref={box} role="dialog" aria-label={questions[ask.kind]} className="appear fixed z-40 flex flex-col overflow-hidden rounded-card border border-n6 bg-n2 shadow-float" style={{ left, top, width: WIDTH, height: HEIGHT }}
      onKeyDown={event => { if (event.key === 'Escape' || event.key === 'Tab') { event.preventDefault(); event.stopPropagation(); onClose(); } }}>
      <Command shouldFilter={false} label={questions[ask.kind]} className="flex min-h-0 flex-1 flex-col">
        <Command.Input autoFocus value={text} onValueChange={setText} placeholder={questions[ask.kind]} className="h-10 shrink-0 border-b bg-transparent px-3 outline-none" />
        <Command.List className="min-h-0 flex-1 overflow-auto p-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-n10">
          <Command.Empty className="p-4 text-center text-n10">{types.length === 0 ? 'The list of nodes is on its way.' : text ? 'No node is called that.' : 'No node fits here.'}</Command.Empty>
          {offers.filter(offer => offer.types.length > 0).map(offer => (
            <Command.Group key={offer.title} heading={offer.title}>
              {offer.types.map(type => (
                <Command.Item key={type.type} value={`${offer.title}/${type.type}`} onSelect={() => pick(type)} draggable
                  onDragStart={event => { event.dataTransfer.setData(DRAGGED_TYPE, type.type); event.dataTransfer.effectAllowed = 'copy'; }} onDragEnd={onClose}
                  className="flex cursor-default items-start gap-2.5 rounded px-2 py-1.5 data-[selected=true]:bg-n4">
                  <span className="mt-0.5 [&_svg]:size-4" style={{ color: `var(--c-${type.category.toLowerCase()}, var(--n10))` }}><Icon name={type.icon} /></span>
                  <span className="min-w-0"><span className="block truncate font-medium">{type.name}</span><span className="line-clamp-2 block text-meta text-n10">{type.summary}</span></span>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </div>
  );
}
