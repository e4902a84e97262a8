// The way to the server: addresses below the page's own. The link's token is a cookie by the time that a script runs.

/** An address of the server; `fields` go into its query. */
export function address(path, fields = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return url;
}

/** The same for a WebSocket. */
export function socketAddress(path, fields) {
  const url = address(path, fields);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url;
}

/** Ask the server: `{ status, body }`, a blob. Null where no answer comes within so many seconds. */
export async function ask(path, fields = {}, { method = "GET", seconds = 5 } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  try {
    const answer = await fetch(address(path, fields), { method, cache: "no-store", signal: stop.signal });
    return { status: answer.status, body: await answer.blob() };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Change the query in the address bar; null takes a name out. */
export function remember(fields) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(fields)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  history.replaceState(null, "", url);
}

/** What the address bar's query says; null where it says nothing. */
export function asked(name) {
  return new URL(location.href).searchParams.get(name);
}
