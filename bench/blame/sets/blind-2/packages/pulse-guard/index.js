export function guarded(work, { everyMs = 30000, onSlow = () => {} } = {}) {
  const began = Date.now();
  let finished = false;
  const pulse = setInterval(() => {
    if (!finished) onSlow(Date.now() - began);
  }, everyMs);
  return new Promise((resolve, reject) => {
    work().then(
      (value) => {
        finished = true;
        resolve(value);
      },
      (reason) => {
        clearInterval(pulse);
        reject(reason);
      },
    );
  });
}
