import { usePath } from "../core/address";
import { SessionContext, useSessionQuery } from "../core/session";
import { ErrorNote } from "../parts/error_note";
import { Loading } from "../parts/state";
import { Toasts } from "../parts/toast";
import { FirstPassword } from "../sign_in/first_password";
import { FirstTotp } from "../sign_in/first_totp";
import { SignIn } from "../sign_in/sign_in";
import { SsoReturn } from "../sso/sso_return";
import { Bare } from "./bare";
import { Shell } from "./shell";

/** Where a provider sends the browser back to; all other pages. */
export function App() {
  const [page] = usePath();
  return page === "sso" ? <SsoReturn /> : <Pages />;
}

/** What the reader may see: the way in, what has to be done first, or everything. */
function Pages() {
  const { query, has_ended } = useSessionQuery();
  const session = query.data;
  if (session === undefined) {
    return (
      <Bare>
        {query.isError ? (
          <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )}
      </Bare>
    );
  }
  if (session === null) return <SignIn hasEnded={has_ended} />;
  return (
    <SessionContext value={session}>
      {session.mustChangePassword ? (
        <FirstPassword />
      ) : session.mustEnrolTotp ? (
        <FirstTotp />
      ) : (
        <Toasts>
          <Shell />
        </Toasts>
      )}
    </SessionContext>
  );
}
