import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSay } from "../core/say";
import { ErrorNote } from "./error_note";
import { Icon, type IconName } from "./icon";

export function Loading() {
  const say = useSay();
  return (
    <p className="loading" role="status">
      <span className="spinner" aria-hidden="true" />
      {say("Loading ...", "正在加载……")}
    </p>
  );
}

export function Empty(props: { icon: IconName; title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <Icon name={props.icon} />
      <p className="empty-title">{props.title}</p>
      {props.children ? <div className="empty-more">{props.children}</div> : null}
    </div>
  );
}

/** What a query gives, or that it is on its way, or why it failed. */
export function Loaded<Data>(props: {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}) {
  const { query } = props;
  const retry = () => void query.refetch();
  if (query.data !== undefined) {
    return (
      <>
        {query.isError ? <ErrorNote error={query.error} onRetry={retry} /> : null}
        {props.children(query.data)}
      </>
    );
  }
  return query.isError ? <ErrorNote error={query.error} onRetry={retry} /> : <Loading />;
}
