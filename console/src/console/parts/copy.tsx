import { useEffect, useRef, useState } from "react";
import { useSay } from "../core/say";
import { Button } from "./button";

const shown_ms = 1600;
type Outcome = "copied" | "failed" | null;

/** Copies a text, and says so. */
export function CopyButton(props: { text: string; label: string; kind?: "quiet" | "primary" }) {
  const say = useSay();
  const [outcome, set_outcome] = useState<Outcome>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  async function copy() {
    let next: Outcome = "copied";
    try {
      await navigator.clipboard.writeText(props.text);
    } catch {
      next = "failed";
    }
    set_outcome(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set_outcome(null), shown_ms);
  }
  const face = {
    copied: say("Copied", "已复制"),
    failed: say("Select it and press Ctrl+C", "请选中后按 Ctrl+C"),
  };
  return (
    <Button kind={props.kind ?? "quiet"} className="copy" onPress={copy}>
      <span aria-live="polite">{outcome ? face[outcome] : props.label}</span>
    </Button>
  );
}
