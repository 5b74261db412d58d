import { useState } from "react";
import type { Code } from "../../generated/api";
import { go, place } from "../core/address";
import { useSay } from "../core/say";
import { account_of_code } from "../core/terminals";
import { useTell } from "../parts/toast";

/** Leads to the terminal of a code. The list does not name its account, so it is looked up. */
export function OpenTerminal({ code }: { code: Code }) {
  const say = useSay();
  const tell = useTell();
  const [is_busy, set_busy] = useState(false);
  async function open() {
    set_busy(true);
    try {
      const account = await account_of_code(code);
      if (account) go(place("terminals", account));
      else tell(say("The terminal was not found.", "未找到该终端。"));
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
    set_busy(false);
  }
  return (
    <button
      type="button"
      className="link strong as-link"
      aria-busy={is_busy}
      onClick={() => void open()}
    >
      {code.devName}
    </button>
  );
}
