import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { useSay } from "../core/say";
import { Button } from "./button";
import { Icon } from "./icon";

type Tell = (text: string) => void;
const TellContext = createContext<Tell>(() => undefined);

/** Says that something was done, in a line that stays until it is closed or replaced. */
export const useTell = (): Tell => useContext(TellContext);

export function Toasts({ children }: { children: ReactNode }) {
  const say = useSay();
  const [text, set_text] = useState("");
  const tell = useCallback((told: string) => set_text(told), []);
  const value = useMemo(() => tell, [tell]);
  return (
    <TellContext value={value}>
      {children}
      <div className="toasts" role="status">
        {text ? (
          <div className="toast">
            <Icon name="good" />
            <span>{text}</span>
            <Button kind="plain" onPress={() => set_text("")} aria-label={say("Close", "关闭")}>
              <Icon name="close" />
            </Button>
          </div>
        ) : null}
      </div>
    </TellContext>
  );
}
