/** Lets the browser save text as a file, without any network. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // Some browsers read the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
