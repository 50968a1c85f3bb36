import Elk, { type ElkNode } from 'elkjs/lib/elk-api.js';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';

const elk = new Elk({ workerFactory: () => new ElkWorker() });

/** Lays a graph out beside the page, which stays usable meanwhile. */
export const layoutGraph = (graph: ElkNode) => elk.layout(graph);
