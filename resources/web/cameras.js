// Which cameras there are and how they are: the server's word, and the strip to choose from.

import { ask } from "./link.js";
import { moment, text } from "./strings.js";
import { paint } from "./jpeg.js";

const POLL_MS = 2000;
const POLL_SHUT_MS = 5000;
const THUMBNAIL_MS = 10_000;
const THUMBNAIL_WIDTH = 320;
const STALLED_MS = 3000;
// How the page itself would be answered. A port that shares nothing knows of no page.
const DOORS = { 200: "open", 401: "refused", 403: "refused", 404: "off", 429: "refused" };
const SHUT = new Set(["refused", "off"]);

/** Asks for `/status` again and again while it is active. */
export class Cameras {
  /** "unknown", "open", or why nobody gets in: "refused", "off", "gone". */
  door = "unknown";
  list = [];

  #changed;
  #active = false;
  #timer = 0;
  #asking = false;
  #doubt = false;
  #lostSince = new Map();

  constructor(changed) {
    this.#changed = changed;
  }

  set active(active) {
    this.#active = active;
    clearTimeout(this.#timer);
    if (active) this.check();
  }

  /** Whether nobody may watch. */
  get shut() {
    return SHUT.has(this.door);
  }

  find(id) {
    return this.list.find((camera) => camera.id === id) ?? null;
  }

  /** Since when a camera is lost, in milliseconds since the epoch; null where nobody knows. */
  lostSince(id) {
    return this.#lostSince.get(id) ?? null;
  }

  /** The camera so many places further; round and round. */
  neighbour(id, step) {
    if (this.list.length === 0) return null;
    const at = this.list.findIndex((camera) => camera.id === id);
    return this.list[(at + step + this.list.length) % this.list.length];
  }

  /** Ask now. `doubt`: ask for more than the status, which the server's own computer gets in any case. */
  async check(doubt = false) {
    this.#doubt ||= doubt;
    if (this.#asking) return;
    this.#asking = true;
    clearTimeout(this.#timer);
    await this.#ask();
    this.#asking = false;
    this.#changed();
    if (this.#doubt) this.check();
    else if (this.#active) this.#timer = setTimeout(() => this.check(), SHUT.has(this.door) ? POLL_SHUT_MS : POLL_MS);
  }

  async #ask() {
    const doubt = this.#doubt || (this.door !== "open" && this.door !== "unknown");
    this.#doubt = false;
    const answer = await ask("status");
    if (answer?.status === 200) this.#take(JSON.parse(await answer.body.text()).cameras);
    if (answer === null) this.door = "gone";
    else if (answer.status !== 200 || doubt) this.door = await this.#tryDoor();
    else this.door = "open";
    if (this.shut) this.list = [];
  }

  async #tryDoor() {
    const answer = await ask("./", {}, { method: "HEAD" });
    return answer === null ? "gone" : (DOORS[answer.status] ?? "gone");
  }

  #take(cameras) {
    const before = new Map(this.list.map(({ id, state }) => [id, state]));
    // This computer's own status also lists those that were not let in.
    this.list = cameras.filter(({ trust = "allowed" }) => trust === "allowed");
    for (const { id, state } of this.list) {
      if (state !== "lost") this.#lostSince.delete(id);
      else if (before.has(id) && before.get(id) !== "lost") this.#lostSince.set(id, Date.now());
    }
  }
}

/** The cameras side by side, with a small picture each. Shown where there is one to change to. */
export class Strip {
  #element;
  #choose;
  #items = new Map();

  /** @param choose is called with the id of the camera that was chosen. */
  constructor(element, choose) {
    this.#element = element;
    this.#choose = choose;
  }

  update(cameras, current) {
    this.#element.hidden = cameras.every((camera) => camera.id === current);
    const list = this.#element.querySelector("ul");
    for (const [id, item] of this.#items) {
      if (!cameras.some((camera) => camera.id === id)) {
        item.entry.remove();
        this.#items.delete(id);
      }
    }
    cameras.forEach((camera, place) => {
      const item = this.#items.get(camera.id) ?? this.#add(camera.id);
      if (list.children[place] !== item.entry) list.insertBefore(item.entry, list.children[place] ?? null);
      this.#show(item, camera, camera.id === current);
    });
  }

  /** Draw a camera's small picture, from a snapshot: in Chromium each copy of a video's picture costs memory for good. */
  paint(id, picture, width, height) {
    const item = this.#items.get(id);
    if (!item || !width) return;
    paint(item.thumbnail, picture, THUMBNAIL_WIDTH, Math.round((THUMBNAIL_WIDTH * height) / width));
  }

  /** The camera whose small picture is the oldest, if it is old enough. */
  stalest(cameras) {
    const now = performance.now();
    const old = cameras
      .filter(({ id, state }) => state === "live" && now - (this.#items.get(id)?.triedAt ?? 0) > THUMBNAIL_MS)
      .sort((one, other) => this.#items.get(one.id).triedAt - this.#items.get(other.id).triedAt)[0];
    if (!old || this.#element.hidden) return null;
    this.#items.get(old.id).triedAt = now;
    return old.id;
  }

  #add(id) {
    const entry = document.createElement("li");
    const button = document.createElement("button");
    const thumbnail = document.createElement("canvas");
    const name = document.createElement("span");
    const state = document.createElement("span");
    button.type = "button";
    [thumbnail.width, thumbnail.height] = [THUMBNAIL_WIDTH, (THUMBNAIL_WIDTH * 3) / 4];
    name.className = "name";
    state.className = "state";
    button.append(thumbnail, name, state);
    button.addEventListener("click", () => this.#choose(id));
    entry.append(button);
    const item = { entry, button, thumbnail, name, state, triedAt: -Infinity };
    this.#items.set(id, item);
    return item;
  }

  #show(item, camera, isCurrent) {
    item.name.textContent = camera.name;
    item.state.dataset.state = camera.state;
    item.state.textContent = text.word[camera.state] ?? camera.state;
    item.button.classList.toggle("away", camera.state === "lost" || camera.state === "gone");
    if (isCurrent && item.button.getAttribute("aria-current") !== "true") {
      item.button.setAttribute("aria-current", "true");
      item.entry.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (!isCurrent) {
      item.button.removeAttribute("aria-current");
    }
  }
}

/** What is the matter: `kind`, a sentence, and where there is more to say a hint. */
export function describe({ door, camera, chosen, others, lostSince, connected, turnedAway, age, watchedFor }) {
  const say = (kind, sentence = text[kind], hint = text[`${kind}Hint`]) => ({ kind, sentence, hint });
  if (SHUT.has(door) || (door === "gone" && !connected)) return say(door);
  if (age !== null && age < 1000) return say("live");
  if (door === "open" && camera?.state === "lost") {
    return say("lost", lostSince === null ? text.lostNow : text.lost(moment(lostSince)));
  }
  if (age !== null && age < STALLED_MS && connected) return say("live");
  if (door === "gone") return say("gone");
  if (door === "unknown") return say("connecting");
  if (camera === null && chosen === null) return say("empty");
  if (camera === null) return say("absent", text.absent, others ? text.absentHint : "");
  if (camera.state === "waiting") return say("waiting");
  if (turnedAway) return say("full");
  const silent = age ?? watchedFor;
  return silent < STALLED_MS ? say("connecting") : say("stalled", text.stalled(Math.floor(silent / 1000)));
}
