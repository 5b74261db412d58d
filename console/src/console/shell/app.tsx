import { SessionContext, useSessionQuery } from "../core/session";
import { ErrorNote } from "../parts/error_note";
import { Loading } from "../parts/state";
import { Toasts } from "../parts/toast";
import { FirstPassword } from "../sign_in/first_password";
import { SignIn } from "../sign_in/sign_in";
import { Bare } from "./bare";
import { Shell } from "./shell";

/** What the reader may see: the way in, the password that has to change first, or everything. */
export function App() {
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
      ) : (
        <Toasts>
          <Shell />
        </Toasts>
      )}
    </SessionContext>
  );
}
