import { useSyncExternalStore } from "react";
import { useSay } from "../core/say";
import { Icon } from "../parts/icon";

function subscribe(listener: () => void): () => void {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** The browser has no network: what is shown may be old. */
export function Offline() {
  const say = useSay();
  const is_online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {is_online ? null : (
        <p className="note warn">
          <Icon name="warning" />
          {say(
            "You are offline. What you see may have changed since.",
            "网络已断开，所显示的内容可能已过时。",
          )}
        </p>
      )}
    </div>
  );
}
