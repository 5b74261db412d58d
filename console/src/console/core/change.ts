import { useQueryClient } from "@tanstack/react-query";
import { call, type Method, type Request } from "./client";

/** Changes something on the server; whatever is shown of it is then asked for again. */
export function useChange() {
  const client = useQueryClient();
  return async <Answer>(method: Method, path: string, request?: Request): Promise<Answer> => {
    try {
      return await call<Answer>(method, path, request);
    } finally {
      // Also after a refusal or a lost answer: something may be other than it looked.
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
    }
  };
}

/** As many ids as one request of the API takes. */
const batch_max = 100;

/** The same for any number of ids; each request of them happens whole or not at all. */
export function useBatchChange() {
  const change = useChange();
  return async (method: Method, path: string, ids: readonly string[]): Promise<void> => {
    for (let at = 0; at < ids.length; at += batch_max) {
      await change(method, path, { body: ids.slice(at, at + batch_max) });
    }
  };
}
