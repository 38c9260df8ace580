/**
 * Whether the agent was put into a process that ran before, and what it has changed there, so that it can be undone. A
 * preloaded agent stays until its process ends, and undoes nothing.
 */
const steps: (() => void)[] = [];

let isAttached = false;
let isOver = false;

/** Called first where the process ran before. */
function begin(): void {
  isAttached = true;
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
  isWithdrawn: (): boolean => isOver,
  onWithdrawal,
  withdraw,
};
