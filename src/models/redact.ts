/** Takes keys out of texts. */
export type Redact = (text: string) => string;

/** Shorter ones are words that may stand anywhere. */
const SHORTEST_KEY = 6;

/** What puts `[key]` in the place of each of `keys`, also where it is written as in a URL or in JSON. */
export function redactor(keys: readonly string[]): Redact {
  const forms = keys
    .filter((key) => key.length >= SHORTEST_KEY)
    .flatMap((key) => [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)]);
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, form) => rest.replaceAll(form, '[key]'), text);
}
