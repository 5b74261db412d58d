// A real OpenID Connect provider (npm: oidc-provider) over TLS, for tests. Its argument is JSON:
// cert, key (files), redirects, port (0: any), in_userinfo, amr. Prints its issuer, then a line for
// each request. Whoever types a name is signed in under it; "mallory" has no verified email.

import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createRequire } from "node:module";

const console_folder = new URL("../../console/package.json", import.meta.url);
const { default: Provider } = await import(createRequire(console_folder).resolve("oidc-provider"));
const given = JSON.parse(process.argv[2]);

const private_key = (kind, options, about) => ({
  ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }),
  use: "sig",
  ...about,
});
const jwks = {
  keys: [
    private_key("rsa", { modulusLength: 2048 }, { kid: "rsa-1" }),
    private_key("ec", { namedCurve: "P-256" }, { kid: "ec-1" }),
  ],
};

const account_of = (name) => ({
  accountId: name,
  claims: () => ({
    sub: name,
    email: `${name}@example.com`,
    email_verified: name !== "mallory",
    preferred_username: name,
  }),
});

const form = (uid) => `<!doctype html><title>Provider</title>
<form method="post" action="/interaction/${uid}"><input name="login"><button>Go on</button></form>`;

async function body_of(request) {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
}

let provider;

/** The page where somebody says who they are. */
async function interact(request, response) {
  const { uid, prompt } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(form(uid));
    return;
  }
  const login = (await body_of(request)).get("login");
  if (prompt.name !== "login") throw new Error(`unexpected prompt ${prompt.name}`);
  const result = { login: { accountId: login, ...(given.amr ? { amr: given.amr } : {}) } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const server = createServer(
  { cert: readFileSync(given.cert), key: readFileSync(given.key) },
  (request, response) => {
    process.stdout.write(`${request.method} ${request.url.split("?")[0]}\n`);
    if (!request.url.startsWith("/interaction/")) {
      provider.callback()(request, response);
      return;
    }
    interact(request, response).catch((error) => {
      response.writeHead(500);
      response.end(String(error));
    });
  },
);

server.listen(given.port ?? 0, "127.0.0.1", () => {
  const issuer = `https://127.0.0.1:${server.address().port}`;
  const client = {
    redirect_uris: given.redirects,
    response_types: ["code"],
    grant_types: ["authorization_code"],
  };
  const secret_client = (client_id, client_secret, token_endpoint_auth_method) => ({
    ...client,
    client_id,
    client_secret,
    token_endpoint_auth_method,
  });
  const public_client = (client_id, id_token_signed_response_alg) => ({
    ...client,
    client_id,
    token_endpoint_auth_method: "none",
    id_token_signed_response_alg,
  });
  provider = new Provider(issuer, {
    jwks,
    clients: [
      secret_client("basic", "a secret of b+c/", "client_secret_basic"),
      secret_client("post", "another-secret", "client_secret_post"),
      public_client("public", "RS256"),
      public_client("es256", "ES256"),
      public_client("ps256", "PS256"),
    ],
    claims: {
      openid: ["sub", "amr"],
      email: ["email", "email_verified"],
      profile: ["preferred_username"],
    },
    // True has the claims of scopes at the userinfo endpoint alone.
    conformIdTokenClaims: given.in_userinfo ?? false,
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
    findAccount: (_, name) => account_of(name),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { methods: ["S256"], required: () => true },
    cookies: { keys: ["a key of the tests"] },
    /** Nobody is asked whether they agree. */
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  process.stdout.write(`${issuer}\n`);
});
