import { HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import { useEffect, useSyncExternalStore } from 'react';
import { useDispatch } from 'react-redux';
import { api } from './base';
import { runList, runsApi } from './runs';
import type { RunStatus } from './model';

type RunChange = { runId: string; workflowId: string; status: RunStatus; sequence: number };
export type StepProgress = { runId: string; step: number; fraction: number; message?: string };
export type Connection = 'connecting' | 'live' | 'lost';

type Watch = { method: 'WatchRun' | 'WatchWorkflow' | 'WatchAll'; leave?: 'LeaveRun' | 'LeaveWorkflow'; id?: string };

/** One connection for the page. What is watched is watched again after every reconnect, and asked for once more, so that nothing in between is missed. */
class Live {
  private readonly hub = new HubConnectionBuilder().withUrl('/hubs/runs').configureLogging(LogLevel.None)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(500 * 2 ** previousRetryCount, 8_000) }).build();

  private readonly watches = new Map<string, { watch: Watch; users: number }>();
  private readonly listeners = new Set<() => void>();
  private starting: Promise<void> | undefined;

  state: Connection = 'connecting';
  onChange: (change: RunChange) => void = () => {};
  onProgress: (progress: StepProgress) => void = () => {};
  onBack: () => void = () => {};

  constructor() {
    this.hub.on('runChanged', (change: RunChange) => this.onChange(change));
    this.hub.on('stepProgress', (progress: StepProgress) => this.onProgress(progress));
    this.hub.onreconnecting(() => this.become('lost'));
    this.hub.onclose(() => {
      this.become('lost');
      this.starting = undefined;
      setTimeout(() => this.start(), 3_000);
    });
    this.hub.onreconnected(() => this.back());
  }

  start(): Promise<void> {
    this.starting ??= this.hub.start().then(() => this.back(), () => {
      this.become('lost');
      this.starting = undefined;
      if (this.watches.size > 0) setTimeout(() => this.start(), 3_000);
    });
    return this.starting;
  }

  async stop() {
    this.watches.clear();
    await this.hub.stop();
  }

  watch(watch: Watch): () => void {
    const key = `${watch.method}/${watch.id ?? ''}`;
    const entry = this.watches.get(key) ?? { watch, users: 0 };
    this.watches.set(key, entry);
    if (entry.users++ === 0) {
      if (this.hub.state === HubConnectionState.Connected) this.send(watch);
      else void this.start();
    }
    return () => {
      if (--entry.users > 0) return;
      this.watches.delete(key);
      if (watch.leave && this.hub.state === HubConnectionState.Connected) void this.hub.invoke(watch.leave, watch.id).catch(() => undefined);
    };
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private back() {
    this.become('live');
    this.watches.forEach(({ watch }) => this.send(watch));
    this.onBack();
  }

  private send({ method, id }: Watch) {
    // A run that is gone is told by the page that asks for it.
    void this.hub.invoke(method, ...(id ? [id] : [])).catch(() => undefined);
  }

  private become(state: Connection) {
    this.state = state;
    this.listeners.forEach(tell => tell());
  }
}

export const live = new Live();

/** Whether changes arrive by themselves at this moment. */
export const useConnection = (): Connection => useSyncExternalStore(live.subscribe, () => live.state);

/** Follows a run, all runs of a workflow, or all runs, while the component is there. */
export function useWatch(kind: 'run' | 'workflow' | 'all', id?: string) {
  useEffect(() => {
    if (kind === 'all') return live.watch({ method: 'WatchAll' });
    if (!id) return undefined;
    return live.watch(kind === 'run' ? { method: 'WatchRun', leave: 'LeaveRun', id } : { method: 'WatchWorkflow', leave: 'LeaveWorkflow', id });
  }, [kind, id]);
}

/** Turns messages into cache updates: one for each run and 200 ms at most. */
export function useLiveUpdates() {
  const dispatch = useDispatch();
  useEffect(() => {
    const pending = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      dispatch(api.util.invalidateTags([...[...pending].flatMap(id => [{ type: 'Run' as const, id }, { type: 'Step' as const, id }]), runList, 'Statistics'] as never));
      pending.clear();
    };
    live.onChange = change => {
      pending.add(change.runId);
      dispatch(runsApi.util.updateQueryData('getRun', change.runId, run => { run.status = change.status; }) as never);
      timer ??= setTimeout(flush, 200);
    };
    live.onBack = () => { dispatch(api.util.invalidateTags(['Run', 'Step', 'Workflow', 'Statistics'])); };
    return () => clearTimeout(timer);
  }, [dispatch]);
}
