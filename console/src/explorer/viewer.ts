import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { chosen_trust, trust_options } from "../shared/curl";
import type { Document } from "./document";

export interface Viewer {
  /** The token that requests carry from now on; null: none. */
  use_token(token: string | null): void;
  /** Whether it has taken in the document: what is opened earlier stays incomplete. */
  is_ready(): boolean;
  /** Comes as soon as it has. */
  readonly ready: Promise<void>;
}

/** A request as the viewer is about to send it. */
interface ViewerRequest {
  url: string;
  headers: Record<string, string>;
  body?: unknown;
  cache?: RequestCache;
  curlOptions?: readonly string[];
}

/** An answer as the viewer has it. */
interface ViewerAnswer {
  status: number;
  text?: string;
}

/** Hears of every answer to a request with a token. */
export type Checker = (token: string, status: number, body: string) => void;

/** Signs the body of a sign-in by App ID; null if there is no App Key to do it with. */
export type Signer = (body: string) => Promise<string | null>;

const sign_in_path = "/v2/usg/acs/auth/appauth";

/** The viewer in `place`, in place of an earlier one. */
export function start_viewer(
  place: HTMLElement,
  document: Document,
  sign: Signer,
  check: Checker,
): Viewer {
  const node = window.document.createElement("div");
  place.replaceChildren(node);
  let last_token = "";
  const viewer = SwaggerUI({
    domNode: node,
    spec: document,
    deepLinking: false,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    persistAuthorization: false,
    // Lengths, bounds and patterns of parameters.
    showCommonExtensions: true,
    showExtensions: false,
    syntaxHighlight: false,
    validatorUrl: null,
    withCredentials: false,
    requestInterceptor: async (request: ViewerRequest): Promise<ViewerRequest> => {
      // Answers hold codes and tokens, which a browser would otherwise write to its disk.
      request.cache = "no-store";
      last_token = request.headers["X-Access-Token"] ?? "";
      request.curlOptions = [...trust_options[chosen_trust()], "-i"];
      const is_sign_in = new URL(request.url, location.origin).pathname === sign_in_path;
      if (is_sign_in && typeof request.body === "string") {
        const signed = await sign(request.body);
        if (signed && !request.headers["Authorization"]) request.headers["Authorization"] = signed;
      }
      return request;
    },
    responseInterceptor: (answer: ViewerAnswer): ViewerAnswer => {
      if (last_token) check(last_token, answer.status, answer.text ?? "");
      return answer;
    },
  });
  // The first that it resolves of any document.
  const is_ready = () =>
    viewer.specSelectors.specResolvedSubtree(["components", "securitySchemes"]) !== undefined;
  const ready = new Promise<void>((resolve) => {
    const leave = viewer.getStore().subscribe(() => {
      if (!is_ready()) return;
      leave();
      resolve();
    });
  });
  let has_token = false;
  return {
    use_token(token) {
      if (token) viewer.preauthorizeApiKey("accessToken", token);
      else if (has_token) viewer.authActions.logout(["accessToken"]);
      has_token = token !== null;
    },
    is_ready,
    ready,
  };
}
