import { createReadStream } from 'node:fs';
import { parse } from 'heap-snapshot-toolkit';
import type { HeapEdge, HeapGraph } from './heap-graph.js';

type Snapshot = Awaited<ReturnType<typeof parse>>;

/**
 * Only this function knows the snapshot library. What the library calls an index is a multiple of the node's number.
 */
function toGraph(snapshot: Snapshot): HeapGraph {
  const { nodeFieldCount: fields, edgeFieldsCount: edgeFields } = snapshot;
  const node = snapshot.createNode(0);
  const edge = snapshot.createEdge(0);
  const at = (index: number) => {
    node.nodeIndex = index * fields;
    return node;
  };
  const view: HeapEdge = {
    get to() {
      return edge.nodeIndex() / fields;
    },
    type: () => edge.type(),
    name: () => edge.name(),
  };
  return {
    nodeCount: snapshot.nodeCount,
    id: (index) => at(index).id(),
    type: (index) => at(index).type(),
    name: (index) => at(index).name(),
    selfSize: (index) => at(index).selfSize(),
    retainedSize: (index) => snapshot.retainedSizes[index] ?? 0,
    dominator: (index) => snapshot.dominatorsTree[index] ?? 0,
    location: (index) => {
      const found = snapshot.getLocation(index * fields);
      if (found === null) return null;
      return { scriptId: found.scriptId, line: found.lineNumber + 1, column: found.columnNumber + 1 };
    },
    forEachEdge: (index, visit) => {
      const last = snapshot.firstEdgeIndexes[index + 1] ?? 0;
      for (let position = snapshot.firstEdgeIndexes[index] ?? 0; position < last; position += edgeFields) {
        edge.edgeIndex = position;
        if (!edge.isWeak()) visit(view);
      }
    },
  };
}

/** Reads a `.heapsnapshot` file with the model of DevTools. Dominators and retained sizes are computed. */
export async function parseSnapshot(file: string): Promise<HeapGraph> {
  return toGraph(await parse(createReadStream(file, 'utf-8')));
}
