import type { SsoTrial } from "../../generated/api";
import { useSay } from "../core/say";
import { Badge, Fact, Facts } from "../parts/badge";
import { problems } from "./sso";

/** What the provider said, and what came of it. */
export function TrialResult({ trial }: { trial: SsoTrial }) {
  const say = useSay();
  return (
    <div className="stack">
      <p role="status">
        <Badge tone={trial.succeeded ? "good" : "bad"}>
          {trial.succeeded ? say("Succeeded", "成功") : say("Failed", "失败")}
        </Badge>{" "}
        {trial.problem
          ? say(problems[trial.problem])
          : say("Single sign-on can be switched on now.", "现在可以开启单点登录。")}
      </p>
      <Facts>
        {trial.detail ? <Fact name={say("In detail", "详情")}>{trial.detail}</Fact> : null}
        <Fact name={say("Account that it signs in", "对应的帐号")}>{trial.account}</Fact>
        <Fact name={say("Second factor checked there", "身份提供方已验证第二因素")}>
          {trial.secondFactor ? say("Yes", "是") : say("No", "否")}
        </Fact>
        {trial.claims.map((claim) => (
          <Fact key={claim.name} name={claim.name}>
            <code>{claim.value}</code>
          </Fact>
        ))}
      </Facts>
    </div>
  );
}
