/** Lines as they are. What is too wide scrolls, by keyboard too. */
export function CodeBlock({ text }: { readonly text: string }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
  return <pre tabIndex={0}>{text}</pre>;
}
