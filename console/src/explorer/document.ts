import { reading_language, said, words } from "../shared/language";

type Json = Record<string, unknown>;

/** An OpenAPI document, as far as it is changed here. */
export type Document = Json;

const is_object = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const objects_in = (value: unknown): [string, Json][] =>
  is_object(value)
    ? Object.entries(value).filter((entry): entry is [string, Json] => is_object(entry[1]))
    : [];

const codes_title = words("Error codes", "错误码");

/** Links every code that a response can carry to what the error centre says about it. */
function link_codes(response: Json): Json {
  const codes = response["x-error-codes"];
  if (!Array.isArray(codes)) return response;
  const links = codes.map((code) => `[${code}](/errors#${code})`).join(", ");
  const description = String(response["description"] ?? "");
  return { ...response, description: `${description}\n\n${said(codes_title)}: ${links}` };
}

const map_objects = (value: unknown, change: (object: Json) => Json): Json =>
  Object.fromEntries(objects_in(value).map(([name, object]) => [name, change(object)]));

/** Fields of a request to which the server would send a code. */
const contacts = new Set(["country", "smsNumber", "emailAddr"]);

const has_contact = (example: Json): boolean =>
  Object.entries(is_object(example["value"]) ? example["value"] : {}).some(
    ([name, value]) => contacts.has(name) && value !== null,
  );

/** The viewer fills in the first example, which must write to nobody. */
function contactless_first(body: Json): Json {
  const content = map_objects(body["content"], (media) => {
    const examples = objects_in(media["examples"]);
    if (examples.length === 0) return media;
    const sorted = [...examples].sort(
      ([, one], [, other]) => Number(has_contact(one)) - Number(has_contact(other)),
    );
    return { ...media, examples: Object.fromEntries(sorted) };
  });
  return { ...body, content };
}

/** Examples without the contacts: nobody with such a number or address has asked for a code. */
function without_contacts(body: Json): Json {
  const content = map_objects(body["content"], (media) => {
    if (!is_object(media["examples"])) return media;
    const examples = map_objects(media["examples"], (example) => {
      if (!is_object(example["value"])) return example;
      const kept = Object.entries(example["value"]).filter(([name]) => !contacts.has(name));
      return { ...example, value: Object.fromEntries(kept) };
    });
    return { ...media, examples };
  });
  return { ...body, content };
}

const methods = new Set(["get", "put", "post", "delete", "head", "patch", "options"]);

/** A page can neither read nor send the cookie of a session, and nobody is to paste it here. */
const is_in_cookie = (scheme: Json): boolean => scheme["in"] === "cookie";

function fit_operation(operation: Json, cookies: Set<string>): Json {
  const fitted: Json = { ...operation, responses: map_objects(operation["responses"], link_codes) };
  const security = operation["security"];
  if (Array.isArray(security)) {
    fitted["security"] = security.filter(
      (proofs) => !is_object(proofs) || !Object.keys(proofs).some((name) => cookies.has(name)),
    );
  }
  const body = operation["requestBody"];
  return operation["operationId"] === "CreateVisionActiveCode" && is_object(body)
    ? { ...fitted, requestBody: without_contacts(body) }
    : fitted;
}

function fit_path(path: Json, cookies: Set<string>): Json {
  const entries = Object.entries(path).map(([name, value]) =>
    methods.has(name) && is_object(value) ? [name, fit_operation(value, cookies)] : [name, value],
  );
  return Object.fromEntries(entries);
}

/** Examples are what the viewer fills in: the reader's language, and no id that repeats. */
function fit_parameter(parameter: Json): Json {
  if (parameter["name"] === "Accept-Language") return { ...parameter, example: reading_language() };
  if (parameter["name"] !== "X-Request-Id") return parameter;
  const { example: _, ...rest } = parameter;
  return rest;
}

/**
 * The document as the page shows it: this server is the only one, error codes are links, and the
 * signature is a header that the viewer can send.
 */
export function fit_document(document: Document): Document {
  const components = is_object(document["components"]) ? document["components"] : {};
  const all_schemes = objects_in(components["securitySchemes"]);
  const cookies = new Set(all_schemes.filter(([, one]) => is_in_cookie(one)).map(([name]) => name));
  const shown = Object.fromEntries(all_schemes.filter(([name]) => !cookies.has(name)));
  const schemes = map_objects(shown, (scheme) =>
    scheme["scheme"] === "HMAC-SHA256"
      ? {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description: scheme["description"],
        }
      : scheme,
  );
  return {
    ...document,
    servers: [{ url: location.origin }],
    paths: map_objects(document["paths"], (path) => fit_path(path, cookies)),
    components: {
      ...components,
      parameters: map_objects(components["parameters"], fit_parameter),
      requestBodies: map_objects(components["requestBodies"], contactless_first),
      responses: map_objects(components["responses"], link_codes),
      securitySchemes: schemes,
    },
  };
}
