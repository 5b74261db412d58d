import type { ReactNode } from "react";
import { useSay } from "../core/say";
import { Choices } from "./choices";

/** A page without navigation, for those who are not in yet. */
export function Bare({ children }: { children: ReactNode }) {
  const say = useSay();
  return (
    <div className="bare">
      <header className="bare-head">
        <a className="brand" href="/">
          <span className="brand-key" aria-hidden="true" />
          roomkey
        </a>
        <Choices />
      </header>
      <main id="main" className="bare-main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <a href="/explorer">{say("API explorer", "API 调试")}</a>
        <a href="/errors">{say("Error centre", "错误码中心")}</a>
        <a href={document.documentElement.dataset["licences"] ?? ""}>
          {say("Third-party licences", "第三方许可证")}
        </a>
      </footer>
    </div>
  );
}
