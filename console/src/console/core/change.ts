import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { call, type Method, Refusal, type Request } from "./client";

/** Asks again for whatever is shown, since a change may concern any of it. */
function useRefresh(): () => void {
  const client = useQueryClient();
  return () =>
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
}

/** Changes something on the server; whatever is shown of it is then asked for again. */
export function useChange() {
  const refresh = useRefresh();
  return async <Answer>(method: Method, path: string, request?: Request): Promise<Answer> => {
    try {
      return await call<Answer>(method, path, request);
    } finally {
      // Also after a refusal or a lost answer: something may be other than it looked.
      refresh();
    }
  };
}

/** Whether the server may have done what was asked, although it did not say so. */
export const is_outcome_unknown = (error: unknown): boolean =>
  !(error instanceof Refusal) || error.status >= 500;

/**
 * Makes or sends something. If the answer is lost, the same request may be sent again and is
 * carried out once; after an answer it is another one.
 */
export function useChangeOnce() {
  const change = useChange();
  const open = useRef<{ readonly content: string; readonly key: string } | null>(null);
  return async <Answer>(method: Method, path: string, body?: unknown): Promise<Answer> => {
    const content = JSON.stringify([method, path, body]);
    const same = open.current?.content === content ? open.current : null;
    const { key } = same ?? { key: crypto.randomUUID() };
    open.current = { content, key };
    try {
      const headers = { "Idempotency-Key": key };
      const request = body === undefined ? { headers } : { headers, body };
      const answer = await change<Answer>(method, path, request);
      open.current = null;
      return answer;
    } catch (error) {
      if (!is_outcome_unknown(error)) open.current = null;
      throw error;
    }
  };
}

/** Removes what the page shows, and leaves the page before anything asks for it again. */
export function useRemoval() {
  const refresh = useRefresh();
  return async (
    method: Method,
    path: string,
    request: Request | undefined,
    leave: () => void,
  ): Promise<void> => {
    try {
      await call(method, path, request);
      flushSync(leave);
    } finally {
      refresh();
    }
  };
}

/** As many ids as one request of the API takes. */
const batch_max = 100;

/**
 * The same for any number of ids; each request of them happens whole or not at all. `on_part` is
 * given how many are done.
 */
export function useBatchChange() {
  const refresh = useRefresh();
  return async (
    method: Method,
    path: string,
    ids: readonly string[],
    on_part: (done: number) => void = () => undefined,
  ): Promise<void> => {
    try {
      for (let at = 0; at < ids.length; at += batch_max) {
        await call(method, path, { body: ids.slice(at, at + batch_max) });
        on_part(Math.min(at + batch_max, ids.length));
      }
    } finally {
      refresh();
    }
  };
}
