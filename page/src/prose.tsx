/** A sentence in which names stand in backticks, with those set as code. All of it is text: nothing becomes markup. */
export function Prose({ text }: { readonly text: string }) {
  // Splitting at backticks leaves the quoted parts at odd places; an unpaired last one stays prose.
  const parts = text.split('`');
  return (
    <>
      {parts.map((part, index) => {
        const isCode = index % 2 === 1 && index < parts.length - 1;
        const key = `${index}:${part}`;
        return isCode ? <code key={key}>{part}</code> : <span key={key}>{part}</span>;
      })}
    </>
  );
}
