import { createReadStream } from 'node:fs';

const comma = ','.charCodeAt(0);
const zero = '0'.charCodeAt(0);
const nodesStart = '"nodes":[';

/** Counts through the numbers of the `nodes` array while they stream by, and keeps the highest id. */
function createIdScanner(fieldCount: number, idOffset: number) {
  let position = 0;
  let value = 0;
  let highest = 0;
  const endNumber = (): void => {
    // Even ids belong to native objects and are made anew for each snapshot.
    if (position % fieldCount === idOffset && value % 2 === 1 && value > highest) highest = value;
    position += 1;
    value = 0;
  };
  return {
    /** Returns false once the array has ended. */
    scan: (text: string): boolean => {
      for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code === comma) endNumber();
        else if (code >= zero && code <= zero + 9) value = value * 10 + (code - zero);
        else if (text[index] === ']') {
          endNumber();
          return false;
        }
      }
      return true;
    },
    highest: () => highest,
  };
}

function readFields(head: string): readonly string[] {
  const match = /"node_fields":\[([^\]]*)\]/.exec(head);
  return match === null ? [] : (JSON.parse(`[${match[1]}]`) as readonly string[]);
}

/**
 * The highest object id in a `.heapsnapshot` file. V8 numbers objects in the order in which snapshots meet them, so
 * objects with higher ids in a later snapshot were made after this one. The file is read as a stream.
 */
export async function readLastObjectId(file: string): Promise<number> {
  let head = '';
  let scanner: ReturnType<typeof createIdScanner> | null = null;
  for await (const chunk of createReadStream(file, 'latin1') as AsyncIterable<string>) {
    if (scanner !== null) {
      if (!scanner.scan(chunk)) break;
      continue;
    }
    head += chunk;
    const at = head.indexOf(nodesStart);
    if (at === -1) continue;
    const fields = readFields(head);
    scanner = createIdScanner(fields.length, fields.indexOf('id'));
    if (!scanner.scan(head.slice(at + nodesStart.length))) break;
  }
  return scanner?.highest() ?? 0;
}
