import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useCommands, type Command } from '@/lib/commands';
import { openCommandMenu } from './command-menu';
import { openShortcutHelp } from './shortcut-help';
import { useTheme } from './theme';

const pages = [['Home', '/'], ['Workflows', '/workflows'], ['Runs', '/runs'], ['Inbox', '/inbox'], ['Templates', '/templates'], ['Credentials', '/credentials']] as const;

/** What can be done everywhere. */
export function useAppCommands() {
  const navigate = useNavigate();
  const [, choose] = useTheme();
  useCommands(useMemo<Command[]>(() => [
    { id: 'palette', name: 'Search or do…', section: 'General', keys: ['mod+k'], always: true, hidden: true, perform: openCommandMenu },
    { id: 'shortcuts', name: 'Keyboard shortcuts', section: 'General', keys: ['?'], perform: openShortcutHelp },
    ...pages.map(([name, to]) => ({ id: `go ${to}`, name: `Go to ${name}`, section: 'Pages', perform: () => void navigate(to) })),
    { id: 'new', name: 'New workflow', section: 'General', perform: () => void navigate('/workflows?new=1') },
    ...(['system', 'light', 'dark'] as const).map(theme => ({ id: `theme ${theme}`, name: `Theme: ${theme}`, section: 'General', perform: () => choose(theme) })),
  ], [navigate, choose]));
}
