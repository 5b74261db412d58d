import type { ReactNode } from "react";
import { Button as AriaButton, Link as AriaLink, type ButtonProps } from "react-aria-components";
import { type Permission, useMay } from "../core/session";

type Kind = "primary" | "danger" | "quiet" | "plain";

interface Props extends Omit<ButtonProps, "className" | "children"> {
  readonly kind?: Kind;
  readonly children: ReactNode;
  readonly className?: string;
  /** Not there for readers whose role does not have it. */
  readonly needs?: Permission;
}

export function Button({ kind = "quiet", className = "", needs, ...rest }: Props) {
  const may = useMay();
  if (needs && !may(needs)) return null;
  return <AriaButton {...rest} className={`button ${kind} ${className}`} />;
}

/** Looks like a button and goes to an address. */
export function ButtonLink(props: { to: string; kind?: Kind; children: ReactNode }) {
  return (
    <AriaLink href={props.to} className={`button ${props.kind ?? "quiet"}`}>
      {props.children}
    </AriaLink>
  );
}

interface PlaceProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** It leads to where the reader is. */
  readonly isHere?: boolean;
}

export function PlaceLink(props: PlaceProps) {
  return (
    <AriaLink
      href={props.to}
      className={props.className ?? "link"}
      {...(props.isHere ? { "aria-current": "page" as const } : {})}
    >
      {props.children}
    </AriaLink>
  );
}
