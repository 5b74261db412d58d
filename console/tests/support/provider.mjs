// A real OpenID Connect provider that the server under test trusts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../../tests/openid/provider.mjs", import.meta.url));
export const client = { id: "basic", secret: "a secret of b+c/" };

export class Provider {
  /** With the certificate of the server, whose key the browser trusts already. */
  static async start(server) {
    const provider = new Provider();
    const options = {
      cert: server.certificate,
      key: join(server.data, "tls/server.key"),
      redirects: [`${server.url}/console/sso`],
    };
    provider.child = spawn(process.execPath, [script, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    provider.child.stdout.setEncoding("utf8");
    const [text] = await once(provider.child.stdout, "data");
    provider.child.stdout.resume();
    provider.issuer = text.split("\n")[0];
    return provider;
  }

  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }
}

/** Starts the server again: it then reaches providers on this machine with its certificate. */
export async function let_reach_providers(server) {
  process.env.ROOMKEY_SINGLE_SIGN_ON_CA_FILE = server.certificate;
  process.env.ROOMKEY_SINGLE_SIGN_ON_INTERNAL_HOSTS = "127.0.0.1";
  await server.halt();
  await server.resume();
}
