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
