/** Shown in place of a report whose data is missing. */
export function DocumentError({ reason }: { readonly reason: string }) {
  return (
    <main class="page">
      <h1>Nothing to show</h1>
      <p>{reason}</p>
      <p class="muted">
        Write the report again from its recording: <code>leakline report</code>.
      </p>
    </main>
  );
}
