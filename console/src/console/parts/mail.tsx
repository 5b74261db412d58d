/** An email address that, where it has to be broken, is broken in front of its host. */
export function Mail({ of }: { of: string }) {
  const at = of.lastIndexOf("@");
  if (at < 0) return of;
  return (
    <>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </>
  );
}
