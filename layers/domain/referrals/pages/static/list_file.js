/* A list's CSV as one file. Its parts are fetched one after the other, as the header `link` names
   them, and written as they come where the browser can do that, else handed over at the end.
   Without this script the link opens the first part, whose last line says where the next is. */

const PATIENCE = 40000; // the gateway itself gives up after 30 seconds
const WAITS = [1000, 4000, 8000];
const LONGEST_WAIT = 30000;
const MOST_PARTS = 2000;
const MARK = "\ufeff"; // spreadsheets take a file for an old alphabet without it
const END = "\r\n";
const SILENT = "The desk doesn’t answer.";
const CHANGED = "The list changed on its way: begin anew.";
const written = (number) => new Intl.NumberFormat("en").format(number);
const rowsText = (number) => (number === 1 ? "1 row" : `${written(number)} rows`);

/* `again` says that it may come yet: by itself, or once somebody did something. */
class PartError extends Error {
  constructor(text, { again = "", wait = 0 } = {}) {
    super(text);
    Object.assign(this, { again, wait });
  }
}

function download(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function fileInMemory(name) {
  const parts = [];
  return {
    add: (text) => parts.push(new Blob([text])),
    keep: () => download(new Blob(parts, { type: "text/csv;charset=utf-8" }), name),
    drop: () => parts.splice(0),
  };
}

/* None where nobody chose a place for it. */
async function fileFor(name) {
  if (!window.showSaveFilePicker) return fileInMemory(name);
  try {
    const types = [{ description: "CSV", accept: { "text/csv": [".csv"] } }];
    const handle = await window.showSaveFilePicker({ suggestedName: name, types });
    const stream = await handle.createWritable();
    return {
      add: (text) => stream.write(text),
      keep: () => stream.close(),
      drop: async () => {
        await stream.abort();
        // The empty one that choosing its place has made; never one with something in it.
        if (handle.remove && (await handle.getFile()).size === 0) await handle.remove();
      },
    };
  } catch (error) {
    return error.name === "AbortError" ? null : fileInMemory(name);
  }
}

/* The same list at this origin, whatever the header says. */
function nextOf(answer, list) {
  const found = /<([^>]+)>\s*;\s*rel="next"/.exec(answer.headers.get("link") || "");
  if (!found) return null;
  const next = new URL(found[1], list);
  if (next.pathname !== list.pathname) throw new PartError(CHANGED);
  return new URL(next.pathname + next.search, list);
}

function refusalOf(answer) {
  const { status } = answer;
  if (status === 429 || status >= 500) {
    const wait = Math.min((Number(answer.headers.get("retry-after")) || 0) * 1000, LONGEST_WAIT);
    return new PartError(SILENT, { again: "itself", wait });
  }
  if (status === 401) {
    const text = "You are signed out: sign in in another tab.";
    return new PartError(text, { again: "person" });
  }
  const isFile = (answer.headers.get("content-type") || "").startsWith("text/csv");
  return answer.ok && isFile ? null : new PartError(CHANGED);
}

async function fetchPart(address, stop) {
  const ended = new AbortController();
  const end = () => ended.abort();
  const clock = setTimeout(end, PATIENCE);
  stop.addEventListener("abort", end);
  try {
    const options = { mode: "same-origin", cache: "no-store", signal: ended.signal };
    const answer = await fetch(address, options);
    const refusal = refusalOf(answer);
    if (refusal) throw refusal;
    const next = nextOf(answer, address);
    return { next, ...read(await answer.text(), next === null) };
  } catch (error) {
    throw error instanceof PartError ? error : new PartError(SILENT, { again: "itself" });
  } finally {
    clearTimeout(clock);
    stop.removeEventListener("abort", end);
  }
}

/* A part without its first line, the names of its columns, and its last, where the next one is. */
function read(text, isLast) {
  const begin = text.indexOf(END) + END.length;
  const end = isLast ? text.length : text.lastIndexOf(END, text.length - END.length - 1) + END.length;
  const isWhole = text.endsWith(END) && end >= begin && (isLast || text.startsWith("More: ", end));
  if (!isWhole) throw new PartError(CHANGED);
  return { head: text.slice(0, begin), rows: text.slice(begin, end) };
}

/* What stands between quotation marks may have breaks of its own. */
function count(rows) {
  const outside = rows.split('"').filter((_, place) => place % 2 === 0);
  return outside.reduce((sum, each) => sum + each.split(END).length - 1, 0);
}

const pause = (wait, stop) =>
  new Promise((go) => {
    const clock = setTimeout(go, wait);
    stop.addEventListener("abort", () => (clearTimeout(clock), go()), { once: true });
  });

/* Tried again a few times by itself, then whenever somebody presses the button. */
async function patientPart(address, bar, rows, stop) {
  for (let failed = 0; ; failed += 1) {
    try {
      return await fetchPart(address, stop);
    } catch (error) {
      if (stop.aborted || !error.again) throw error;
      if (error.again === "itself" && failed < WAITS.length) {
        bar.say(`${error.message} Trying again, ${failed + 1} of ${WAITS.length}…`);
        await pause(Math.max(WAITS[failed], error.wait), stop);
      } else {
        const kept = rows ? ` ${rowsText(rows)} so far.` : "";
        await bar.ask(`${error.message}${kept} Go on from here, or stop: then there is no file.`, stop);
        failed = -1;
      }
      if (stop.aborted) throw error;
    }
  }
}

async function collect(first, file, bar, stop) {
  let address = first;
  let head = "";
  let rows = 0;
  for (let parts = 0; address; parts += 1) {
    const part = await patientPart(address, bar, rows, stop);
    if (parts === MOST_PARTS || (parts && part.head !== head)) throw new PartError(CHANGED);
    if (!parts) await file.add(MARK + part.head);
    await file.add(part.rows);
    head = part.head;
    rows += count(part.rows);
    address = part.next;
    if (address) bar.say(`${rowsText(rows)} so far…`);
    if (stop.aborted) throw new PartError("");
  }
  await file.keep();
  return rows;
}

function barOf(place) {
  const find = (name) => place.querySelector(`[data-file-${name}]`);
  const [told, further, end] = ["told", "further", "stop"].map(find);
  const say = (text) => (told.textContent = text);
  const ask = (text, stop) =>
    new Promise((go) => {
      say(text);
      further.hidden = false;
      const answered = () => {
        if (document.activeElement === further) end.focus();
        further.hidden = true;
        go();
      };
      further.onclick = answered;
      stop.addEventListener("abort", answered, { once: true });
    });
  return { say, ask, end };
}

const stay = (event) => event.preventDefault();

async function save(link, bar) {
  const name = link.dataset.file;
  const file = await fileFor(name);
  if (!file) return;
  const stopper = new AbortController();
  bar.end.onclick = () => stopper.abort();
  bar.end.hidden = false;
  bar.say("Fetching…");
  window.addEventListener("beforeunload", stay);
  try {
    const rows = await collect(new URL(link.href), file, bar, stopper.signal);
    bar.say(`Done: ${rowsText(rows)} in ${name}.`);
  } catch (error) {
    await Promise.resolve(file.drop()).catch(() => {});
    const why = error instanceof PartError ? error.message : "This device couldn’t write it: is there room?";
    bar.say(stopper.signal.aborted ? "Stopped: there is no file." : `${why} There is no file.`);
  } finally {
    window.removeEventListener("beforeunload", stay);
    if (document.activeElement === bar.end) link.focus();
    bar.end.hidden = true;
  }
}

for (const link of document.querySelectorAll("a[data-file]")) {
  const bar = barOf(link.parentElement);
  let isBusy = false;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    link.setAttribute("aria-disabled", "true");
    await save(link, bar);
    link.removeAttribute("aria-disabled");
    isBusy = false;
  });
}
