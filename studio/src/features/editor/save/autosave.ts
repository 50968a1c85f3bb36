import type { ThunkDispatch, UnknownAction } from '@reduxjs/toolkit';
import { isProblem, type Problem } from '@/api/base';
import type { Workflow } from '@/api/model';
import { workflowsApi } from '@/api/workflows';
import { rebased, saved, selectIsDirty, type WithEditing } from '@/document/slice';
import { dropBackup, keepBackup } from './backup';
import { outcomeOf, sameJson, waitBefore } from './outcome';

export type SaveState =
  | { kind: 'saved' | 'dirty' | 'saving' | 'gone' }
  | { kind: 'offline'; kept: boolean }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'conflict'; theirs: Workflow };

type Store = { dispatch: ThunkDispatch<WithEditing, unknown, UnknownAction>; getState: () => WithEditing; subscribe: (listener: () => void) => () => void };

const PAUSE = 800;
const BACKUP = 300;

/** Saves the open document a moment after the last edit, one save at a time, and again until the server has it. */
export class Autosave {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private backupTimer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | undefined;
  private attempt = 0;
  private kept = true;
  private seen: unknown;
  private leave: () => void = () => {};
  private readonly listeners = new Set<() => void>();
  state: SaveState = { kind: 'saved' };

  constructor(private readonly id: string, private readonly store: Store) {}

  begin() {
    this.leave = this.store.subscribe(() => this.look());
    this.look();
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  end() {
    this.leave();
    clearTimeout(this.timer);
    clearTimeout(this.backupTimer);
    if (this.dirty) {
      this.backUp();
      void this.send();
    }
  }

  /** Saves at once; done when the server has everything, or when it is known that it will not. */
  async now(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.dirty && this.state.kind !== 'conflict') {
      await this.send();
      if (this.state.kind !== 'saved' && this.state.kind !== 'dirty') break;
    }
    return !this.dirty;
  }

  /** What is here becomes what is saved, over what somebody else has saved. */
  keepMine(theirs: Workflow) {
    this.store.dispatch(rebased(theirs.revision));
    this.become({ kind: 'dirty' });
    void this.now();
  }

  /** The document is the server's again. */
  settled() {
    dropBackup(this.id);
    this.become({ kind: this.dirty ? 'dirty' : 'saved' });
  }

  private get editing() { return this.store.getState().editing; }
  private get dirty() { return this.editing.id === this.id && selectIsDirty(this.store.getState()); }

  private look() {
    const { editing } = this;
    if (editing.id !== this.id || editing.doc === this.seen) return;
    this.seen = editing.doc;
    if (!this.dirty) return;
    clearTimeout(this.backupTimer);
    this.backupTimer = setTimeout(() => this.backUp(), BACKUP);
    if (this.state.kind === 'conflict' || this.state.kind === 'gone') return;
    if (this.state.kind === 'saved' || this.state.kind === 'refused') this.become({ kind: 'dirty' });
    if (this.state.kind !== 'offline') this.later(PAUSE);
  }

  private later(milliseconds: number) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), milliseconds);
  }

  private backUp() {
    if (this.dirty) this.kept = keepBackup(this.id, { revision: this.editing.revision, doc: this.editing.doc });
  }

  private send(): Promise<void> {
    this.sending ??= this.save().finally(() => { this.sending = undefined; });
    return this.sending;
  }

  private async save() {
    const { doc, revision } = this.editing;
    if (!this.dirty) return;
    if (this.state.kind !== 'offline') this.become({ kind: 'saving' });
    const { data: workflow, error } = await this.store.dispatch(workflowsApi.endpoints.saveWorkflow.initiate({ id: this.id, revision, definition: doc.definition, layout: doc.layout }));
    if (workflow) {
      this.attempt = 0;
      this.store.dispatch(saved({ workflow, doc }));
      clearTimeout(this.backupTimer);
      if (this.dirty) this.later(PAUSE);
      else dropBackup(this.id);
      this.become({ kind: this.dirty ? 'dirty' : 'saved' });
    } else await this.failed(error, doc);
  }

  private async failed(error: unknown, doc: unknown) {
    const problem: Problem = isProblem(error) ? error : { type: '/problems/unknown', title: 'Not saved', status: 0, detail: 'The server gave no answer.' };
    const outcome = outcomeOf(problem);
    if (outcome === 'conflict') await this.compare(doc);
    else if (outcome === 'gone') this.become({ kind: 'gone' });
    else if (outcome === 'refused') this.become({ kind: 'refused', problem });
    else {
      this.backUp();
      this.become({ kind: 'offline', kept: this.kept });
      this.later(waitBefore(this.attempt++));
    }
  }

  /** Somebody's change of the name or the tags is no conflict, nor is our own save whose answer was lost. */
  private async compare(sent: unknown) {
    const request = this.store.dispatch(workflowsApi.endpoints.getWorkflow.initiate(this.id, { forceRefetch: true, subscribe: false }));
    const { data: theirs } = await request;
    if (!theirs) {
      this.become({ kind: 'offline', kept: this.kept });
      this.later(waitBefore(this.attempt++));
      return;
    }
    const content = { definition: theirs.definition, layout: theirs.layout };
    if (sameContent(content, this.editing.saved) || sameContent(content, sent as never)) {
      this.store.dispatch(rebased(theirs.revision));
      this.become({ kind: 'dirty' });
      this.later(0);
    } else this.become({ kind: 'conflict', theirs });
  }

  private become(state: SaveState) {
    this.state = state;
    this.listeners.forEach(tell => tell());
  }
}

type Content = { definition: { nodes?: unknown[]; edges?: { output?: string; input?: string }[] }; layout?: unknown };

/** The server leaves out what is as it would be anyway. */
const tidy = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, part: unknown) => ((key === 'output' || key === 'input') && part === 'main') || part === null || part === false || (key === 'format' && part === 1) || (typeof part === 'object' && part !== null && !Array.isArray(part) && Object.keys(part).length === 0) ? undefined : part) ?? 'null');
const sameContent = (a: Content, b: Content) => sameJson(tidy(a.definition), tidy(b.definition)) && sameJson(tidy(a.layout ?? {}), tidy(b.layout ?? {}));
