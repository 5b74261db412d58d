import type { ReactNode } from "react";

export type Tone = "good" | "warn" | "bad" | "info" | "off";

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** A name and what it stands for, in rows. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children === "" || children === null ? <span className="faint">–</span> : children}</dd>
    </div>
  );
}
