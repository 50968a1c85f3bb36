import type { Doc } from '@/document/model';
import { readStored } from '@/lib/stored';

/** What is not saved yet, as this browser keeps it. */
export type Backup = { revision: number; doc: Doc };

const key = (id: string) => `draft.${id}`;

export const readBackup = (id: string): Backup | undefined => {
  const backup = readStored<Backup | null>(key(id), null);
  return backup && typeof backup.revision === 'number' && Array.isArray(backup.doc?.definition?.nodes) ? backup : undefined;
};

/** Keeps what is not saved; false when the browser has no room for it. */
export function keepBackup(id: string, backup: Backup): boolean {
  try {
    localStorage.setItem(`auterity.${key(id)}`, JSON.stringify(backup));
    return true;
  } catch {
    return false;
  }
}

export function dropBackup(id: string): void {
  try {
    localStorage.removeItem(`auterity.${key(id)}`);
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}
