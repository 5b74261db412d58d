import { useState } from "react";
import { CodeCard, MaskedCode } from "../parts/code_card";

/** A code that waits: masked, because others may look at the screen too. */
export function ShownCode(props: { code: string; room: string; expires: number }) {
  // By code: the next one is masked again.
  const [shown, show] = useState<string | null>(null);
  if (shown === props.code) return <CodeCard {...props} />;
  return <MaskedCode code={props.code} isShown={false} onShow={() => show(props.code)} />;
}
