import { type ReactNode, useEffect } from "react";
import { useSay } from "../core/say";
import { PlaceLink } from "./button";
import { Icon } from "./icon";

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  /** The list that this is one of. */
  readonly back?: { readonly to: string; readonly text: string };
  readonly children: ReactNode;
}

/** The frame of a page: where one is, what it is called, what can be done. */
export function Page({ title, lead, actions, back, children }: Props) {
  const say = useSay();
  const product = say("Console", "控制台");
  useEffect(() => {
    document.title = `${title} - ${product} - roomkey`;
  }, [title, product]);
  return (
    <>
      {back ? (
        <PlaceLink to={back.to} className="back">
          <Icon name="left" />
          {back.text}
        </PlaceLink>
      ) : null}
      <div className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {lead ? <p className="lead">{lead}</p> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </div>
      {children}
    </>
  );
}

export function Card(props: { title?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="card">
      {props.title ? (
        <div className="card-head">
          <h2>{props.title}</h2>
          {props.actions}
        </div>
      ) : null}
      {props.children}
    </section>
  );
}
