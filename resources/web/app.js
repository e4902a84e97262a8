// The page: one camera's picture, live, and what one does with it.

import { Cameras, Strip, describe } from "./cameras.js";
import { ask, asked, remember } from "./link.js";
import { FullScreen, Idle, Zoom } from "./stage.js";
import { locale, number, text } from "./strings.js";
import { Viewer } from "./viewer.js";

const TICK_MS = 250;
// A page that nobody sees receives nothing after this long.
const HIDDEN_MS = 5000;
const TOAST_MS = 4000;
const DIM = new Set(["stalled", "lost", "gone"]);

const at = (id) => document.getElementById(id);
const stage = at("stage");
const viewer = new Viewer(
  { video: at("video"), still: at("still") },
  { jpegOnly: location.pathname.endsWith("/mjpeg") },
  { firstPicture: showState, closed: () => cameras.check(true) },
);
const cameras = new Cameras(refresh);
const strip = new Strip(at("strip"), watch);
const full = new FullScreen(labelFull);
const idle = new Idle();
const zoom = new Zoom(stage, at("picture"), { swipe: step, double: () => full.toggle() });

let chosen = asked("camera");
let told = null;
let hiddenTimer = 0;
let hiddenAt = Infinity;
let toastTimer = 0;
let tickTimer = 0;
let showsFacts = false;

// -- which camera ------------------------------------------------------------------------------------------------

function watch(id) {
  if (id === chosen) return;
  chosen = id;
  remember({ camera: id });
  viewer.watch(id);
  zoom.reset();
  told = null;
  const camera = cameras.find(id);
  if (camera) announce(text.watching(camera.name));
  refresh();
}

function step(places) {
  if (cameras.list.length > 1) watch(cameras.neighbour(chosen, places).id);
}

/** The first that is live, or just the first. */
function choose() {
  if (chosen !== null || cameras.list.length === 0) return;
  chosen = (cameras.list.find(({ state }) => state === "live") ?? cameras.list[0]).id;
}

// -- how it is ---------------------------------------------------------------------------------------------------

function refresh() {
  choose();
  if (cameras.shut) viewer.forget();
  if (chosen !== null) viewer.watch(chosen);
  const away = cameras.door === "gone";
  strip.update(away ? cameras.list.map((camera) => ({ ...camera, state: "gone" })) : cameras.list, chosen);
  showState();
}

function tick() {
  const now = performance.now();
  const camera = cameras.find(chosen);
  viewer.tick(now, { welcome: cameras.door === "open" && camera !== null, live: camera?.state === "live" });
  showState();
  if (showsFacts) showFacts();
}

function currentState() {
  const now = performance.now();
  return describe({
    door: cameras.door,
    camera: cameras.find(chosen),
    chosen,
    others: cameras.list.length > 0,
    lostSince: cameras.lostSince(chosen),
    connected: viewer.connected,
    turnedAway: viewer.turnedAway,
    age: viewer.pictureAt ? now - viewer.pictureAt : null,
    watchedFor: now - viewer.since,
  });
}

function showState() {
  const { kind, sentence, hint } = currentState();
  const camera = cameras.find(chosen);
  const name = camera?.name ?? "AtomCam";
  put(at("name"), name);
  put(at("state-word"), kind === "stalled" ? sentence : text.word[kind]);
  put(at("sentence"), sentence);
  put(at("hint"), hint ?? "");
  at("state").hidden = false;
  at("page").dataset.state = kind;
  at("message").hidden = kind === "live";
  at("message").querySelector(".spinner").hidden = kind !== "connecting" && kind !== "waiting";
  stage.classList.toggle("dim", DIM.has(kind));
  at("snapshot").disabled = camera === null || cameras.shut;
  document.title = kind === "live" ? `${name} · AtomCam` : `${text.word[kind]} · ${name}`;
  if (kind === told) return;
  told = kind;
  at("picture").setAttribute("aria-label", text.pictureOf(name));
  announce(hint && kind !== "live" ? `${sentence}. ${hint}` : sentence);
}

function showFacts() {
  const facts = viewer.facts;
  const why = text.reason[viewer.withoutH264];
  const instead = why ? text.jpegInstead(why) : "JPEG";
  const rows = [
    [text.size, facts.width ? `${facts.width} × ${facts.height}` : "–"],
    [text.rate, text.perSecond(number(facts.fps, facts.fps < 10 ? 1 : 0))],
    [text.data, text.bits(number(facts.megabits, 1))],
    ...(facts.delay === null ? [] : [[text.delay, text.seconds(number(facts.delay, 1))]]),
    [text.player, facts.isH264 ? "H.264" : instead],
  ];
  const list = at("facts");
  while (list.children.length > rows.length) list.lastChild.remove();
  rows.forEach(([name, value], place) => {
    const row = list.children[place] ?? list.appendChild(factRow());
    put(row.firstChild, name);
    put(row.lastChild, value);
  });
}

function factRow() {
  const row = document.createElement("div");
  row.append(document.createElement("dt"), document.createElement("dd"));
  return row;
}

/** Texts are set only where they change: readers for the blind look at every change. */
function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function announce(words) {
  put(at("announcer"), words);
}

// -- what one does with it -----------------------------------------------------------------------------------------

async function saveSnapshot() {
  const camera = cameras.find(chosen);
  if (camera === null) return;
  const answer = await ask("snapshot.jpg", { camera: camera.id });
  if (answer?.status !== 200) {
    toast(text.notSaved);
    return;
  }
  const name = `${camera.name.replaceAll(/[^\p{L}\p{N} ._-]+/gu, "_")} ${fileTime(new Date())}.jpg`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(answer.body);
  link.download = name;
  link.click();
  // The browser may read it a while after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  at("flash").classList.remove("on");
  requestAnimationFrame(() => at("flash").classList.add("on"));
  toast(text.saved(name));
}

function fileTime(time) {
  const two = (value) => String(value).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join("-")}`;
}

function toast(words) {
  put(at("toast"), words);
  at("toast").hidden = false;
  announce(words);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    at("toast").hidden = true;
  }, TOAST_MS);
}

function toggleFacts() {
  showsFacts = !showsFacts;
  at("facts").hidden = !showsFacts;
  at("details").setAttribute("aria-expanded", String(showsFacts));
  showFacts();
}

function labelFull() {
  label(at("full"), full.on ? text.leaveFullScreen : text.fullScreen, "F");
  idle.wake();
}

function label(button, words, key) {
  put(button.querySelector("span"), words);
  button.title = `${words} (${key})`;
}

const keys = {
  f: () => full.toggle(),
  s: saveSnapshot,
  d: toggleFacts,
  Escape: () => full.leave(),
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  "+": () => zoom.by(1.25),
  "-": () => zoom.by(0.8),
  0: () => zoom.reset(),
};

function press(event) {
  const action = keys[event.key] ?? keys[event.key?.toLowerCase()];
  if (!action || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (!event.repeat || event.key.startsWith("Arrow") || "+-".includes(event.key)) action();
}

// -- seen and unseen -----------------------------------------------------------------------------------------------

function wake() {
  clearTimeout(hiddenTimer);
  viewer.active = true;
  cameras.active = true;
  clearInterval(tickTimer);
  tickTimer = setInterval(tick, TICK_MS);
  tick();
}

function sleep() {
  clearTimeout(hiddenTimer);
  viewer.active = false;
  cameras.active = false;
  clearInterval(tickTimer);
}

function followVisibility() {
  if (document.hidden) {
    hiddenAt = Date.now();
    hiddenTimer = setTimeout(sleep, HIDDEN_MS);
    return;
  }
  // A phone may have stopped our timers too: then what is connected is dead, and the picture old.
  if (Date.now() - hiddenAt > HIDDEN_MS) sleep();
  wake();
}

async function refreshThumbnails() {
  if (document.hidden || cameras.door !== "open") return;
  const id = strip.stalest(cameras.list);
  const answer = id === null ? null : await ask("snapshot.jpg", { camera: id });
  if (answer?.status !== 200) return;
  const picture = await createImageBitmap(answer.body).catch(() => null);
  if (picture === null) return;
  strip.paint(id, picture, picture.width, picture.height);
  picture.close();
}

// -- start ---------------------------------------------------------------------------------------------------------

function dress() {
  document.documentElement.lang = locale;
  label(at("snapshot"), text.snapshot, "S");
  label(at("details"), text.details, "D");
  labelFull();
  at("tools").setAttribute("aria-label", text.tools);
  at("strip").setAttribute("aria-label", text.cameras);
  at("page").hidden = false;
}

dress();
at("snapshot").addEventListener("click", saveSnapshot);
at("details").addEventListener("click", toggleFacts);
at("full").addEventListener("click", () => full.toggle());
document.addEventListener("keydown", press);
document.addEventListener("visibilitychange", followVisibility);
addEventListener("pagehide", sleep);
addEventListener("pageshow", (event) => event.persisted && wake());
addEventListener("online", () => cameras.check());
setInterval(refreshThumbnails, 1000);
remember({ token: null });
followVisibility();
