export function joinBranch(branch) {
  const channel = new BroadcastChannel(`branch:${branch}`);
  return {
    say(text) {
      channel.postMessage({ branch, text, at: Date.now() });
    },
    hear(fn) {
      channel.onmessage = (event) => fn(event.data);
    },
    part() {
      channel.close();
    },
  };
}
