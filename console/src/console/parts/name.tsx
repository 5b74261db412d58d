import type { ReactNode } from "react";

/** A name that somebody gave, whichever way it is written: what is around it stays in its place. */
export function Name({ children }: { children: ReactNode }) {
  return <bdi>{children}</bdi>;
}
