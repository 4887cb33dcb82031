// What a workload states: its input, who does it, and what is expected of whom.

/** One process that does the work. */
export interface ContenderCommand {
  readonly name: string;
  /** `node` or `python`, the script inside of benchmarks/, and arguments; INPUT stands for the folder of the input, MODULES for where peers of Node are. */
  readonly command: readonly string[];
  /** It is given so many times less work; its time counts so many times. */
  readonly times?: number;
  /** It passes when its time is at least so many times ours. */
  readonly goal?: number;
  /** Why it cannot run, where that is known before. */
  readonly lack?: string;
  /** The most memory that it may take at its peak, in bytes. */
  readonly memory?: number;
}

/** The same work for several contenders; ours is the first. */
export interface Workload {
  readonly name: string;
  readonly size: string;
  readonly contenders: readonly ContenderCommand[];
  /** The name of the input, where several workloads have the same; without, their name and size. */
  readonly input?: string;
  /** Makes the input in an empty folder; done once, the folder is kept. */
  make(folder: string): void | Promise<void>;
  /** Result columns that are places: equal exactly, but for rows that tie in another result column within a column of the input. */
  readonly places?: Readonly<Record<string, { readonly by: string; readonly within: string }>>;
}
