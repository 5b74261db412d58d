import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { follow_system_theme } from "../shared/theme";
import { go } from "./core/address";
import { Refusal, Unreachable } from "./core/client";
import { useLanguage } from "./core/say";
import { App } from "./shell/app";

const retries_max = 2;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What the server refused it refuses again; what did not arrive may arrive.
      retry: (count, error) =>
        count < retries_max && !(error instanceof Refusal) && !(error instanceof Unreachable),
      staleTime: 2_000,
      networkMode: "always",
    },
  },
});

function Root() {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <RouterProvider navigate={(path) => go(path)}>
        <QueryClientProvider client={client}>
          <App />
        </QueryClientProvider>
      </RouterProvider>
    </I18nProvider>
  );
}

follow_system_theme();
const app = document.querySelector("#app");
if (app) createRoot(app).render(<Root />);
