import { useState } from "react";
import { useRecordShownCode } from "../core/terminals";
import { CodeCard, MaskedCode } from "../parts/code_card";

interface Props {
  readonly account: string;
  readonly code: string;
  readonly room: string;
  readonly expires: number;
}

/** A code that waits: masked, because others may look at the screen too. */
export function ShownCode({ account, ...props }: Props) {
  const record = useRecordShownCode();
  // By code: the next one is masked again.
  const [shown, show] = useState<string | null>(null);
  if (shown === props.code) return <CodeCard {...props} />;
  return (
    <MaskedCode
      code={props.code}
      isShown={false}
      onShow={async () => {
        await record(account);
        show(props.code);
      }}
    />
  );
}
