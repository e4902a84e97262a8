// Watches one camera: the connection that its pictures come by, and the player that shows them.

import { socketAddress } from "./link.js";
import { JpegPlayer } from "./jpeg.js";
import { MsePlayer } from "./mse.js";

const RETRY_MS = [250, 1000, 2000, 4000, 8000];
// Milliseconds without any data after which a connection that should give some is made anew.
const SILENT_MS = 6000;
const COUNTED_MS = 2000;
// How often H.264 may fail after it had played before we stay with JPEG.
const FORGIVEN = 2;
// The server's close code where it cannot make H.264 of this camera.
const NO_H264 = 1011;

export class Viewer {
  /** When the last picture was shown (`performance.now()`), 0 before the first. */
  pictureAt = 0;
  /** When the watching of this camera began. */
  since = 0;
  /** Why there is no H.264: "chosen", "server", or what its player said; null where there is. */
  withoutH264 = null;

  #elements;
  #on;
  #camera = null;
  #active = true;
  #socket = null;
  #player = null;
  #played = false;
  #failures = 0;
  #attempts = 0;
  #turnedAway = 0;
  #retryAt = 0;
  #heardAt = 0;
  #beganAt = 0;
  #shown = [];
  #received = [];

  /**
   * @param elements `video` and `still`, a canvas that lies behind it.
   * @param on `firstPicture()` after each connection's first, `closed()` when one ended that we had not given up.
   */
  constructor(elements, { jpegOnly }, on) {
    this.#elements = elements;
    this.#on = on;
    if (jpegOnly) this.withoutH264 = "chosen";
    else if (!MsePlayer.usable) this.withoutH264 = "absent";
  }

  /** Watch another camera, or none (null). */
  watch(camera) {
    if (camera === this.#camera) return;
    this.forget();
    this.#camera = camera;
    this.since = performance.now();
  }

  /** Stop receiving, or go on: at once, with the last picture standing until the next comes. */
  set active(active) {
    if (active === this.#active) return;
    this.#active = active;
    if (!active) {
      this.#disconnect();
      return;
    }
    this.pictureAt = 0;
    this.since = performance.now();
    this.#attempts = 0;
    this.#retryAt = 0;
  }

  /** Whether there is a connection, or soon will be. */
  get connected() {
    return this.#socket !== null;
  }

  /** Whether the server lets us in, but not to the camera. */
  get turnedAway() {
    return this.#turnedAway >= 2;
  }

  /** Give everything up: who may not watch any more should not see the last picture either. */
  forget() {
    this.#disconnect();
    this.#player?.close();
    this.#player = null;
    this.pictureAt = 0;
    this.#attempts = 0;
    this.#retryAt = 0;
    this.#turnedAway = 0;
    const { video, still } = this.#elements;
    video.classList.remove("ready");
    still.width = still.height = 1;
  }

  /** Four times a second. `welcome`: a connection would be taken; `live`: the camera sends. */
  tick(now, { welcome, live }) {
    this.#player?.tick(now);
    if (!this.#active || this.#camera === null || !welcome) return;
    if (this.#socket === null && now >= this.#retryAt) this.#connect();
    else if (this.#socket !== null && live && now - this.#heardAt > SILENT_MS) this.#reconnect();
  }

  /** What there is to tell of the picture. */
  get facts() {
    const now = performance.now();
    this.#shown = this.#shown.filter((at) => now - at < COUNTED_MS);
    this.#received = this.#received.filter(([at]) => now - at < COUNTED_MS);
    const bytes = this.#received.reduce((sum, [, size]) => sum + size, 0);
    const seconds = Math.min(COUNTED_MS, Math.max(500, now - this.#beganAt)) / 1000;
    const [width, height] = this.#player?.size ?? [0, 0];
    return {
      width,
      height,
      fps: this.#shown.length / seconds,
      megabits: (bytes * 8) / seconds / 1e6,
      delay: this.#player?.delay ?? null,
      isH264: this.#player instanceof MsePlayer,
    };
  }

  #connect() {
    if (this.#player === null) this.#makePlayer();
    else this.#player.interrupt();
    const socket = new WebSocket(socketAddress(this.#player.constructor.path, { camera: this.#camera }));
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#heardAt = performance.now();
    this.#played = false;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#turnedAway = 0;
    };
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return;
      if (typeof data === "string") this.#player.prepare(JSON.parse(data));
      else this.#hear(data);
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#closed(code, opened);
    };
  }

  #makePlayer() {
    const Player = this.withoutH264 === null ? MsePlayer : JpegPlayer;
    this.#player = new Player(this.#elements, {
      shown: () => this.#note(),
      failed: (reason) => this.#failed(reason),
    });
  }

  #hear(data) {
    const now = performance.now();
    this.#heardAt = now;
    this.#received.push([now, data.byteLength]);
    if (this.#received.length > 1000) this.#received.splice(0, 500);
    this.#player.feed(data);
  }

  #note() {
    const now = performance.now();
    this.pictureAt = now;
    this.#shown.push(now);
    if (this.#shown.length > 1000) this.#shown.splice(0, 500);
    if (this.#played) return;
    this.#played = true;
    this.#beganAt = now;
    this.#attempts = 0;
    this.#on.firstPicture();
  }

  #failed(reason) {
    this.#failures += 1;
    if (!this.#played || this.#failures > FORGIVEN) this.withoutH264 = reason;
    this.#player = null;
    this.#disconnect();
    this.#retryAt = 0;
  }

  #closed(code, opened) {
    this.#socket = null;
    if (!opened) this.#turnedAway += 1;
    if (code === NO_H264 && this.#player instanceof MsePlayer) {
      this.#player.close();
      this.#failures = FORGIVEN;
      this.#failed("server");
      return;
    }
    this.#retryAt = performance.now() + RETRY_MS[Math.min(this.#attempts, RETRY_MS.length - 1)];
    this.#attempts += 1;
    this.#on.closed();
  }

  #reconnect() {
    this.#disconnect();
    this.#connect();
  }

  #disconnect() {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
