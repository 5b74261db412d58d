import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState } from "react";
import type { BeginSessionRequest, Session } from "../../generated/api";
import { call, on_session_held, on_session_lost, Refusal, session_path } from "./client";

export type { Session };

/** Under which the query client keeps who is signed in. */
export const session_key = ["session"];
const key = session_key;

async function fetch_session(): Promise<Session | null> {
  try {
    return await call<Session>("GET", session_path);
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}

/** Whether the reader is signed in; also notices when the server has ended the session. */
export function useSessionQuery() {
  const client = useQueryClient();
  const [has_ended, set_ended] = useState(false);
  useEffect(
    () =>
      on_session_lost(() => {
        set_ended(true);
        client.setQueryData(key, null);
      }),
    [client],
  );
  useEffect(
    () => on_session_held(() => void client.invalidateQueries({ queryKey: key })),
    [client],
  );
  const query = useQuery({
    queryKey: key,
    queryFn: fetch_session,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { query, has_ended };
}

export function useSessionChanges() {
  const client = useQueryClient();
  /** Nothing that one reader saw is left for the next. */
  const begin_as = (session: Session | null) => {
    client.setQueryData(key, session);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
  };
  return {
    async sign_in(credentials: BeginSessionRequest): Promise<void> {
      begin_as(await call<Session>("POST", session_path, { body: credentials }));
    },
    async sign_out(): Promise<void> {
      await call("DELETE", session_path);
      begin_as(null);
    },
    /** What has to be done before the rest may have changed. */
    refresh: () => client.invalidateQueries({ queryKey: key }),
  };
}

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. For what is drawn inside the shell only. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("not signed in");
  return session;
}

export const is_default_administrator = (session: Session): boolean => session.adminType === 0;

/** What a role lets its holder do; the server decides all the same. */
export type Permission = Session["permissions"][number];

export const may = (session: Session, needed: Permission): boolean =>
  session.permissions.includes(needed);

/** Whether the reader's role lets them do that: what it does not is not shown. */
export function useMay(): (needed: Permission) => boolean {
  const session = useContext(SessionContext);
  return (needed) => session !== null && may(session, needed);
}

/** Where new things are made unless the reader chooses: a role of departments has no root. */
export const home_department = (session: Session): string =>
  session.departments[0]?.deptCode ?? "1";
