// In this order: browsers name those that they descend from as well.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\/(\d+)/, "Edge"],
  [/(?:Firefox|FxiOS)\/(\d+)/, "Firefox"],
  [/(?:Headless)?Chrom(?:e|ium)\/(\d+)/, "Chrome"],
  [/CriOS\/(\d+)/, "Chrome"],
  [/Version\/(\d+).*Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** "Firefox 140, Linux"; empty for what is not known. */
export function browser_name(user_agent: string): string {
  const names: string[] = [];
  for (const [pattern, name] of browsers) {
    const found = pattern.exec(user_agent);
    if (!found) continue;
    names.push(`${name} ${found[1]}`);
    break;
  }
  const system = systems.find(([pattern]) => pattern.test(user_agent));
  if (system) names.push(system[1]);
  return names.join(", ");
}
