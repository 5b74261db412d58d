import type { Words } from "../../shared/language";
import { useSay } from "../core/say";

export function TypeName({ type }: { type: Words }) {
  return useSay()(type);
}
