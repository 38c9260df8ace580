/**
 * Whether the agent was put into a process that ran before, and what it has changed there, so that it can be undone. A
 * preloaded agent stays until its process ends, and undoes nothing.
 */
const steps: (() => void)[] = [];

let isAttached = false;
let pid = process.pid;
let isOver = false;

/**
 * Called first where the process ran before.
 *
 * @param seenPid its pid as the harness sees it, which in a pid namespace is another one.
 */
function begin(seenPid: number): void {
  isAttached = true;
  pid = seenPid;
}

/** Remembers how to undo a change. Changes are undone in the opposite order. */
function onWithdrawal(undo: () => void): void {
  if (isAttached) steps.push(undo);
}

/** Undoes every change. One that fails keeps none of the others from being undone. */
function withdraw(): void {
  isOver = true;
  for (const undo of steps.splice(0).reverse()) {
    try {
      undo();
    } catch {
      // The application may have changed the same place since, or closed it.
    }
  }
}

export = {
  begin,
  isAttached: (): boolean => isAttached,
  /** The pid of this process, as the harness sees it. */
  pid: (): number => pid,
  isWithdrawn: (): boolean => isOver,
  onWithdrawal,
  withdraw,
};
