import type { DragEvent } from 'react';

/** The kind of data that a dragged field carries: the template that reads it. */
const TEMPLATE = 'application/x-auterity-template';

/** Begins to drag a field; what can take it shows itself meanwhile. */
export function dragTemplate(event: DragEvent, template: string) {
  event.dataTransfer.setData(TEMPLATE, template);
  event.dataTransfer.setData('text/plain', template.slice(1));
  event.dataTransfer.effectAllowed = 'copy';
  const root = document.documentElement;
  // Not at once: a page that changes while a drag begins ends it in some browsers.
  setTimeout(() => { root.dataset.dragging = 'field'; });
  const end = () => {
    delete root.dataset.dragging;
    window.removeEventListener('dragend', end, true);
    window.removeEventListener('drop', end, true);
  };
  window.addEventListener('dragend', end, true);
  window.addEventListener('drop', end, true);
}

export const carriesTemplate = (data: DataTransfer): boolean => data.types.includes(TEMPLATE);
export const droppedTemplate = (data: DataTransfer): string => data.getData(TEMPLATE);
