import type { PoolGauge } from '../../model/pool-gauge.js';
import type { PythonObjects, PythonReading } from '../../model/runtimes/python/reading.js';
import { objectOf } from '../../schema/object-of.js';
import { count, flag, list, number, text } from '../../schema/parts.js';
import { poolFields } from '../../schema/readings-schema.js';

const pool = objectOf<PoolGauge>()({ id: text, ...poolFields });

const alive = objectOf<PythonObjects>()({ objects: count, tasks: count, pools: list(pool) });

/** What the agent in a Python process answers to `read` and `collect`. */
export const pythonReadingSchema = objectOf<PythonReading>()({
  pid: count,
  blocks: number,
  blockBytes: number.nullable(),
  mallocBytes: number.nullable(),
  rssBytes: number.nullable(),
  collections: number,
  forced: objectOf<PythonReading['forced']>()({ passes: number, durationMs: number, isStable: flag }),
  alive: alive.nullable(),
});
