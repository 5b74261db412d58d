// The real program with an enterprise, terminals and devices, in a temporary folder.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.PROGRAM_UNDER_TEST;
assert.ok(program, "PROGRAM_UNDER_TEST has to name the program under test");
const patience_ms = 60_000;

/** A run of the program whose lines are kept. */
class Run {
  lines = [];
  #waiting = new Set();

  constructor(parameters) {
    this.child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"] });
    this.ended = new Promise((resolve) => this.child.on("close", (code) => resolve(code)));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (text) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop();
        this.lines.push(...lines);
        for (const look of this.#waiting) look();
      });
    }
  }

  /** The first line from number `from` on that goes with `pattern`. */
  line(pattern, from = 0) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`no ${pattern} in\n${this.lines.join("\n")}`));
      }, patience_ms);
      const look = () => {
        const found = this.lines.slice(from).find((line) => pattern.test(line));
        if (found === undefined) return;
        clearTimeout(late);
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }

  async stop() {
    if (this.child.exitCode === null) this.child.kill("SIGTERM");
    return this.ended;
  }
}

export class Server {
  #folder = mkdtempSync(join(tmpdir(), "roomkey-browser-"));
  #runs = [];

  static async start() {
    const server = new Server();
    server.init = server.command("init", "--name", "会议科技");
    await server.#serve("127.0.0.1:0");
    return server;
  }

  async #serve(listen) {
    const flags = ["--listen", listen, "--ops-listen", "127.0.0.1:0"];
    this.run = this.spawn(["serve", "--data", this.data, ...flags]);
    const line = await this.run.line(/event=serving/);
    this.url = `https://${/ listen=(\S+)/.exec(line)[1]}`;
  }

  /** Stops the program, which is away until `resume`. */
  async halt() {
    assert.equal(await this.run.stop(), 0);
  }

  /** Ends it as a power failure does. */
  async kill() {
    this.run.child.kill("SIGKILL");
    await this.run.ended;
  }

  /** Starts it again at the same address. */
  async resume() {
    await this.#serve(new URL(this.url).host);
  }

  get data() {
    return join(this.#folder, "data");
  }

  get certificate() {
    return join(this.data, "tls/server.crt");
  }

  /** SHA-256 of the certificate's public key, as browsers name a key that they shall trust. */
  get key_digest() {
    const certificate = new X509Certificate(readFileSync(this.certificate));
    const key = certificate.publicKey.export({ type: "spki", format: "der" });
    return createHash("sha256").update(key).digest("base64");
  }

  /** What an operator's command prints. */
  command(...words) {
    const output = execFileSync(program, [...words, "--data", this.data, "--json"], {
      encoding: "utf8",
    });
    return JSON.parse(output);
  }

  add_terminal(name, type = "idea-hub") {
    return this.command("code", "add", "--type", type, "--name", name);
  }

  spawn(parameters) {
    const run = new Run(parameters);
    this.#runs.push(run);
    return run;
  }

  /** A device that is bound by `code` when this returns. */
  async bind_device(code, serial) {
    const device = this.spawn([
      "terminal",
      ...["--server", this.url, "--code", code, "--sn", serial],
      ...["--ca-file", this.certificate],
    ]);
    await device.line(/bound|activated/i);
    return device;
  }

  /** Waits for an answer to `route` in the log from line `from` on; gives the status of each. */
  async statuses(route, from) {
    const pattern = new RegExp(` event=request .* route=${route} status=(\\d+) `);
    await this.run.line(pattern, from);
    return this.run.lines.slice(from).flatMap((line) => pattern.exec(line)?.[1] ?? []);
  }

  async stop() {
    for (const run of [...this.#runs].reverse()) await run.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
