// The stage that the picture stands on: full screen, zoom by fingers, wheel and keys, and controls that step aside.

const IDLE_MS = 3000;
const MOST_ZOOM = 8;
const TAP_ZOOM = 2.5;
const TAP_MS = 300;
const TAP_PX = 12;
const SWIPE_PX = 60;

/** Full screen. An iPhone has none for pages: there the picture fills the window. */
export class FullScreen {
  #root = document.documentElement;
  #changed;

  constructor(changed) {
    this.#changed = changed;
    for (const name of ["fullscreenchange", "webkitfullscreenchange"]) {
      document.addEventListener(name, () => this.#set(this.#element !== null));
    }
  }

  get on() {
    return this.#root.classList.contains("full");
  }

  get #element() {
    return document.fullscreenElement ?? document.webkitFullscreenElement ?? null;
  }

  async toggle() {
    if (this.on) await this.leave();
    else await this.#enter();
  }

  async leave() {
    if (this.#element === null) this.#set(false);
    else await (document.exitFullscreen ?? document.webkitExitFullscreen).call(document);
  }

  async #enter() {
    this.#set(true);
    const request = this.#root.requestFullscreen ?? this.#root.webkitRequestFullscreen;
    // Where it is missing or forbidden (inside another page's frame), filling the window has to do.
    await request?.call(this.#root, { navigationUI: "hide" })?.catch?.(() => null);
  }

  #set(on) {
    if (on === this.on) return;
    this.#root.classList.toggle("full", on);
    this.#changed(on);
  }
}

/** Controls over the picture go after a while without a move, and come back with the next. */
export class Idle {
  #root = document.documentElement;
  #timer = 0;

  constructor() {
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) {
      document.addEventListener(name, () => this.wake(), { passive: true });
    }
    this.wake();
  }

  wake() {
    this.#root.classList.remove("idle");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#root.classList.add("idle"), IDLE_MS);
  }
}

/** Zoom and pan of `picture` within `stage`; a finger's swipe where nothing is zoomed. */
export class Zoom {
  #stage;
  #picture;
  #on;
  #scale = 1;
  #x = 0;
  #y = 0;
  #pointers = new Map();
  #down = null;
  #tap = null;

  /** @param on `swipe(step)` for a finger's swipe, `double()` for the mouse's double click. */
  constructor(stage, picture, on) {
    this.#stage = stage;
    this.#picture = picture;
    this.#on = on;
    stage.addEventListener("pointerdown", (event) => this.#press(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#release(event));
    stage.addEventListener("pointercancel", ({ pointerId }) => this.#pointers.delete(pointerId));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.#apply()).observe(stage);
  }

  reset() {
    this.#scale = 1;
    this.#apply();
  }

  /** Zoom by a factor, about a point of the window or the middle. */
  by(factor, point = null) {
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    const x = (point ? point.x - left : width / 2) - width / 2;
    const y = (point ? point.y - top : height / 2) - height / 2;
    const before = this.#scale;
    this.#scale = Math.min(MOST_ZOOM, Math.max(1, before * factor));
    const ratio = this.#scale / before;
    this.#x = x - (x - this.#x) * ratio;
    this.#y = y - (y - this.#y) * ratio;
    this.#apply();
  }

  #pan(dx, dy) {
    this.#x += dx;
    this.#y += dy;
    this.#apply();
  }

  #apply() {
    const { clientWidth, clientHeight } = this.#stage;
    const limit = (value, room) => Math.min(room, Math.max(-room, value));
    this.#x = limit(this.#x, ((this.#scale - 1) * clientWidth) / 2);
    this.#y = limit(this.#y, ((this.#scale - 1) * clientHeight) / 2);
    const zoomed = this.#scale > 1;
    this.#picture.style.transform = zoomed ? `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})` : "";
    this.#stage.classList.toggle("zoomed", zoomed);
  }

  #press(event) {
    const point = { x: event.clientX, y: event.clientY };
    this.#pointers.set(event.pointerId, point);
    this.#stage.setPointerCapture(event.pointerId);
    this.#down = this.#pointers.size === 1 ? { ...point, at: event.timeStamp } : null;
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const point = { x: event.clientX, y: event.clientY };
    if (this.#pointers.size === 2) this.#pinch(event.pointerId, before, point);
    else if (this.#scale > 1) this.#pan(point.x - before.x, point.y - before.y);
    this.#pointers.set(event.pointerId, point);
  }

  #pinch(id, before, point) {
    const [, other] = [...this.#pointers].find(([pointer]) => pointer !== id);
    const distance = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    this.by(distance(point) / distance(before), { x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 });
    this.#pan((point.x - before.x) / 2, (point.y - before.y) / 2);
  }

  #release(event) {
    this.#pointers.delete(event.pointerId);
    const down = this.#down;
    this.#down = null;
    if (down === null || event.button !== 0) return;
    const [dx, dy] = [event.clientX - down.x, event.clientY - down.y];
    const finger = event.pointerType !== "mouse";
    if (Math.hypot(dx, dy) < TAP_PX) this.#tapped(event, finger);
    else if (finger && this.#scale === 1 && Math.abs(dx) > Math.max(SWIPE_PX, 2 * Math.abs(dy))) {
      this.#on.swipe(dx < 0 ? 1 : -1);
    }
  }

  #tapped(event, finger) {
    const last = this.#tap;
    const near = last && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 3 * TAP_PX;
    if (!near || event.timeStamp - last.at > TAP_MS) {
      this.#tap = { x: event.clientX, y: event.clientY, at: event.timeStamp };
      return;
    }
    this.#tap = null;
    if (!finger) this.#on.double();
    else if (this.#scale > 1) this.reset();
    else this.by(TAP_ZOOM, { x: event.clientX, y: event.clientY });
  }

  #wheel(event) {
    event.preventDefault();
    // A pinch on a touchpad comes as a wheel with Ctrl, in small steps.
    const speed = event.ctrlKey ? 0.01 : 0.002;
    this.by(Math.exp(-event.deltaY * speed), { x: event.clientX, y: event.clientY });
  }
}
