export const isMac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform);

/** A shortcut is written "mod+shift+z": mod is ⌘ on a Mac and Ctrl elsewhere. */
export function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.toLowerCase().split('+');
  const key = parts.pop() ?? '';
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (mod !== parts.includes('mod') || event.altKey !== parts.includes('alt')) return false;
  // A character such as ? brings its own Shift.
  if (event.shiftKey !== parts.includes('shift') && !(key.length === 1 && !/[a-z0-9]/.test(key))) return false;
  return event.key.toLowerCase() === key || (key === 'space' && event.key === ' ');
}

/** Whether somebody is writing: single letters are text then, not commands. */
export function isTyping(event: Event): boolean {
  const target = event.target as HTMLElement | null;
  return !!target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

const names: Record<string, string> = { mod: isMac ? '⌘' : 'Ctrl', shift: isMac ? '⇧' : 'Shift', alt: isMac ? '⌥' : 'Alt', enter: 'Enter', escape: 'Esc', delete: 'Del', backspace: '⌫', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', space: 'Space' };

/** "mod+k" → ["Ctrl", "K"]. */
export const keyNames = (keys: string): string[] => keys.split('+').map(key => names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key));
