import type { Items, Json, Step } from '@/api/model';
import { isObject } from '@/lib/json';

const none: Items = { count: 0, items: [] };

/** Pinned data as the items it will be: the same rule as the engine's. */
export function itemsOf(pin: Json): Items['items'] {
  if (Array.isArray(pin)) return pin.flatMap(one => (Array.isArray(one) ? [{ json: { value: one } }] : itemsOf(one)));
  if (isObject(pin)) return [{ json: pin }];
  return [{ json: pin === null ? {} : { value: pin } }];
}

export function pinnedItems(pin: Json | undefined): Items | undefined {
  if (pin === undefined) return undefined;
  const items = itemsOf(pin);
  return { count: items.length, items };
}

/** The firings of a node, first to last. */
export const firingsOf = (steps: Step[] | undefined, nodeId: string): Step[] => (steps ?? []).filter(step => step.nodeId === nodeId).sort((a, b) => a.number - b.number);

export const itemsAt = (ports: Record<string, Items>, port: string): Items => ports[port] ?? none;

/** The port that has something to show: the one asked for, else the first with items, else the first. */
export function shownPort(ports: Record<string, Items>, wanted: string | undefined): string | undefined {
  const names = Object.keys(ports);
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  return names.find(name => (ports[name]?.count ?? 0) > 0) ?? names[0];
}

/** Items of a node for a preview: of its last firing that handed on any, else what is pinned. */
export function latestItems(steps: Step[] | undefined, nodeId: string, pin: Json | undefined): Items | undefined {
  const step = firingsOf(steps, nodeId).findLast(one => Object.values(one.outputs).some(port => port.count > 0));
  if (step) return Object.values(step.outputs).find(port => port.count > 0);
  return pinnedItems(pin);
}

/** The milliseconds a step took, or has taken so far. */
export function tookOf(step: Step, now: number): number | undefined {
  if (!step.startedAt) return undefined;
  return Math.max(0, (step.finishedAt ? new Date(step.finishedAt).getTime() : now) - new Date(step.startedAt).getTime());
}
