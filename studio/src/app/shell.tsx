import { Activity, CircleAlert, FileStack, House, KeyRound, LogOut, Monitor, Moon, PanelLeft, Search, Sun, Workflow } from 'lucide-react';
import { Suspense, useState, type ComponentType } from 'react';
import { Link, NavLink, Outlet } from 'react-router';
import { useLiveUpdates, useConnection, useWatch } from '@/api/live';
import { useInboxCount } from '@/api/inbox';
import { useGetMeQuery, useSignOutMutation } from '@/api/session';
import { cn } from '@/lib/cn';
import { readStored, writeStored } from '@/lib/stored';
import { useShortcuts } from '@/lib/commands';
import { Button } from '@/ui/button';
import { Keys } from '@/ui/keys';
import { LoadingRows } from '@/ui/loading';
import { Menu } from '@/ui/menu';
import { Tooltip } from '@/ui/tooltip';
import { CommandMenu, openCommandMenu } from './command-menu';
import { Breadcrumb } from './breadcrumb';
import { ShortcutHelp } from './shortcut-help';
import { useAppCommands } from './app-commands';
import { useTheme, type Theme } from './theme';

type Place = { to: string; name: string; icon: ComponentType<{ className?: string }>; end?: boolean };

const places: Place[] = [
  { to: '/', name: 'Home', icon: House, end: true },
  { to: '/workflows', name: 'Workflows', icon: Workflow },
  { to: '/runs', name: 'Runs', icon: Activity },
  { to: '/inbox', name: 'Inbox', icon: CircleAlert },
  { to: '/templates', name: 'Templates', icon: FileStack },
  { to: '/credentials', name: 'Credentials', icon: KeyRound },
];

const themes: Record<Theme, { name: string; icon: ComponentType }> = { system: { name: 'Follow the system', icon: Monitor }, light: { name: 'Light', icon: Sun }, dark: { name: 'Dark', icon: Moon } };

/** Rail, top bar, and the page. */
export function Shell() {
  const [open, setOpen] = useState(() => readStored('rail', true));
  useLiveUpdates();
  useWatch('all');
  useShortcuts();
  useAppCommands();
  const toggle = () => {
    setOpen(!open);
    writeStored('rail', !open);
  };
  return (
    <div className="flex h-full">
      <a href="#page" className="sr-only focus:not-sr-only focus:absolute focus:z-60 focus:m-2 focus:rounded focus:bg-n3 focus:p-2">Skip to the page</a>
      <nav aria-label="Main" className={cn('flex shrink-0 flex-col border-r bg-n2 max-md:hidden', open ? 'w-44' : 'w-12')}>
        <Link to="/" className="flex h-12 items-center gap-2 px-3 font-semibold"><img src="/icon.svg" alt="Auterity" className="size-6" />{open && <span aria-hidden>Auterity</span>}</Link>
        <ul className="flex flex-1 flex-col gap-0.5 p-1.5">
          {places.map(place => <li key={place.to}><PlaceLink place={place} open={open} /></li>)}
        </ul>
        <Button look="quiet" size="icon" title={open ? 'Fold the menu' : 'Unfold the menu'} onClick={toggle} className="m-2"><PanelLeft /></Button>
      </nav>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar />
        <main id="page" tabIndex={-1} className="min-h-0 flex-1 outline-none max-md:pb-12"><Suspense fallback={<LoadingRows />}><Outlet /></Suspense></main>
      </div>
      <nav aria-label="Main, small" className="fixed inset-x-0 bottom-0 z-30 flex h-12 border-t bg-n2 md:hidden">
        {places.map(place => <NavLink key={place.to} to={place.to} end={place.end ?? false} aria-label={place.name} className={({ isActive }) => cn('flex flex-1 items-center justify-center', isActive ? 'text-accent' : 'text-n10')}><place.icon className="size-5 stroke-[1.5]" /></NavLink>)}
      </nav>
      <CommandMenu />
      <ShortcutHelp />
    </div>
  );
}

function PlaceLink({ place, open }: { place: Place; open: boolean }) {
  const { count, more } = useInboxCount();
  const badge = place.to === '/inbox' && count > 0 ? `${count}${more ? '+' : ''}` : undefined;
  const link = (
    <NavLink to={place.to} end={place.end ?? false} aria-label={badge === undefined ? place.name : `${place.name}, ${badge} waiting`} className={({ isActive }) => cn('flex h-8 items-center gap-2.5 rounded px-2 text-n11 hover:bg-n4 hover:text-n12', isActive && 'bg-n4 font-medium text-n12', !open && 'justify-center px-0')}>
      <place.icon className="size-4 shrink-0 stroke-[1.5]" />{open && place.name}
      {badge !== undefined && <span className="ml-auto rounded-full bg-decision-soft px-1.5 text-meta font-medium text-decision" aria-label={`${badge} wait for you`}>{badge}</span>}
    </NavLink>
  );
  return open ? link : <Tooltip text={place.name} side="right">{link}</Tooltip>;
}

function TopBar() {
  const { data: me } = useGetMeQuery();
  const [signOut] = useSignOutMutation();
  const [theme, choose] = useTheme();
  const Chosen = themes[theme].icon;
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-n1 px-3">
      <Breadcrumb />
      <div className="ml-auto flex items-center gap-2">
        <button type="button" onClick={openCommandMenu} className="flex h-8 w-56 items-center gap-2 rounded border border-n6 bg-n2 px-2.5 text-n10 hover:border-n7 max-lg:w-auto">
          <Search className="size-4 stroke-[1.5]" /><span className="flex-1 text-left max-lg:sr-only">Search or do…</span><span className="max-lg:hidden"><Keys keys="mod+k" /></span>
        </button>
        <ConnectionMark />
        <Menu trigger={<Button look="quiet" size="icon" title="Theme"><Chosen /></Button>} entries={(Object.keys(themes) as Theme[]).map(name => { const Icon = themes[name].icon; return { label: themes[name].name, icon: <Icon />, perform: () => choose(name) }; })} />
        <Menu trigger={<Button look="quiet" className="max-w-44"><span className="truncate">{me?.name ?? '…'}</span><span className="truncate text-n10 max-lg:hidden">{me?.tenant.name}</span></Button>}
          entries={[{ label: 'Sign out', icon: <LogOut />, perform: () => void signOut().then(() => location.reload()) }]} />
      </div>
    </header>
  );
}

function ConnectionMark() {
  const state = useConnection();
  if (state === 'live') return <Tooltip text="Live: changes arrive by themselves"><span role="status" aria-label="Live" className="size-2 rounded-full bg-succeeded" /></Tooltip>;
  return <span role="status" className={cn('text-meta', state === 'lost' ? 'text-decision' : 'text-n10')}>{state === 'lost' ? 'Reconnecting…' : ''}</span>;
}
