import type { ReactNode } from "react";
import { useQueryState } from "../core/address";
import { useSay } from "../core/say";
import { Button } from "./button";

/** The button that shows the whole list again; null where the address does not narrow it. */
export function useShowAll(narrowing: readonly string[]): ReactNode {
  const say = useSay();
  const [query, change] = useQueryState();
  if (!narrowing.some((name) => query.get(name))) return null;
  const show = () => change(Object.fromEntries([...narrowing, "page"].map((name) => [name, null])));
  return <Button onPress={show}>{say("Show all", "显示全部")}</Button>;
}
