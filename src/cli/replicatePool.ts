// Replicates of a bootstrap on worker threads: each has the tables and takes range after range.
import { realpathSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ReplicateMap } from '../audit/sure/bootstrap.ts';
import { resampled, runReplicates } from '../audit/sure/replicates.ts';
import type { Draw, ReplicateChunk, ReplicateRange } from '../audit/sure/replicates.ts';
import type { Tables } from '../model/sources.ts';
import type { Model } from '../model/spec.ts';

/** What a worker is started with. */
interface Task {
  readonly model: Model;
  readonly tables: Tables;
  readonly draw: Draw;
}

/**
 * Runs ranges on some workers; an answer's place does not hang on who gave it.
 *
 * @example await replicatePool({ model, tables, draw }, 2)(ranges) // one chunk a range
 */
export function replicatePool(task: Task, count: number, onProgress: (done: number) => void): ReplicateMap {
  return async ranges => {
    const workers = Array.from({ length: Math.min(count, ranges.length) }, () => new Worker(realpathSync(process.argv[1]), { workerData: task })); // prettier-ignore
    const chunks: ReplicateChunk[] = [];
    const waiting = [...ranges.keys()];
    let done = 0;
    const serve = async (worker: Worker): Promise<void> => {
      for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
        worker.postMessage(ranges[at]);
        chunks[at] = await answerOf(worker);
        onProgress((done += ranges[at].to - ranges[at].from));
      }
    };
    try {
      await Promise.all(workers.map(serve));
      return chunks;
    } finally {
      await Promise.all(workers.map(worker => worker.terminate()));
    }
  };
}

function answerOf(worker: Worker): Promise<ReplicateChunk> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** In a worker, answers ranges until it is ended; in the main thread nothing. Says whether this is a worker. */
export function servesReplicates(): boolean {
  const port = parentPort;
  if (isMainThread || port === null) return false;
  // The pool above starts workers with this.
  const { model, tables, draw } = workerData as Task;
  const whole = resampled(model, tables, draw.by);
  port.on('message', (range: ReplicateRange) => {
    const chunk = runReplicates(whole, draw, range);
    port.postMessage(chunk, [chunk.scores.buffer, chunk.ranks.buffer, chunk.grades.buffer] as ArrayBuffer[]);
  });
  return true;
}
