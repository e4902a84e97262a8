// Plays H.264 in fragmented MP4 by MediaSource, as close to the newest picture as the line allows.

import { paint } from "./jpeg.js";

// An iPhone has only the managed kind.
const Source = window.MediaSource ?? window.ManagedMediaSource;

// Seconds. HOLD is how long the stream gives each picture to be shown, the newest one too. We stay TARGET behind the
// newest, or up to MOST where pictures come unevenly; who falls LATE behind that jumps. KEEP may stay in memory.
const HOLD = 1;
const TARGET = 0.1;
const MOST = 0.6;
const LATE = 0.6;
const KEEP = 15;
const CALM_MS = 5000;

// After so long, and so many fragments, without a picture on the screen we give up.
const STUCK_MS = 4000;
const STUCK_FRAGMENTS = 12;
const MOST_WAITING = 500;
const ASLEEP_MS = 900;

export class MsePlayer {
  static path = "ws/mse";

  /** Whether it is worth a try in this browser. */
  static get usable() {
    return Boolean(Source?.isTypeSupported?.('video/mp4; codecs="avc1.42E01F"'));
  }

  #video;
  #still;
  #on;
  #source = null;
  #buffer = null;
  #waiting = [];
  #type = "";
  #target = TARGET;
  #calmSince = 0;
  #shownAt = 0;
  #tickedAt = 0;
  #fedSinceShown = 0;
  #frames = 0;
  #listeners = new AbortController();

  /**
   * @param on `shown()` after each picture, `failed(reason)` once it cannot go on.
   */
  constructor({ video, still }, on) {
    this.#video = video;
    this.#still = still;
    this.#on = on;
    const signal = { signal: this.#listeners.signal };
    video.addEventListener("error", () => this.#fail("error"), signal);
    if (video.requestVideoFrameCallback) this.#awaitFrame();
  }

  get size() {
    return [this.#video.videoWidth, this.#video.videoHeight];
  }

  /** Seconds between the picture that is shown and the newest that came. */
  get delay() {
    const newest = this.#newest();
    return newest === null ? null : Math.max(0, newest - this.#video.currentTime);
  }

  /** A stream of this type begins with the next message. */
  prepare({ mime }) {
    if (!Source.isTypeSupported(mime)) this.#fail("codec");
    else if (this.#source === null) this.#begin(mime);
    else this.#waiting.push(mime);
  }

  /** The connection ended; what comes next belongs to another stream. */
  interrupt() {
    this.#leave();
  }

  feed(data) {
    this.#waiting.push(data);
    this.#fedSinceShown += 1;
    if (this.#waiting.length > MOST_WAITING) this.#fail("stuck");
    else this.#append();
  }

  /** Four times a second while the page can be seen. */
  tick(now) {
    const video = this.#video;
    // A page that was hidden or asleep has shown nothing meanwhile, and that is all right.
    if (now - this.#tickedAt > ASLEEP_MS) this.#shownAt = now;
    this.#tickedAt = now;
    if (!video.requestVideoFrameCallback) this.#countFrames();
    if (this.#source === null) return;
    if (video.paused && this.#buffer !== null) this.#play();
    this.#follow();
    if (this.#fedSinceShown > STUCK_FRAGMENTS && now - this.#shownAt > STUCK_MS) this.#fail("stuck");
  }

  close() {
    this.#listeners.abort();
    this.#leave();
  }

  // -- the stream's beginning and end -----------------------------------------------------------------------------

  #begin(type) {
    const source = new Source();
    this.#source = source;
    this.#type = type;
    this.#shownAt = performance.now();
    source.addEventListener("sourceopen", () => {
      if (this.#source !== source) return;
      URL.revokeObjectURL(this.#video.src);
      this.#buffer = source.addSourceBuffer(type);
      this.#buffer.addEventListener("updateend", () => this.#appended(source));
      this.#append();
    });
    // Without this an iPhone gives no managed source to a page.
    this.#video.disableRemotePlayback = true;
    this.#video.src = URL.createObjectURL(source);
    this.#play();
  }

  #play() {
    this.#video.play().catch((error) => {
      // An iPhone that saves power plays nothing by itself. Anything else: another stream took its place.
      if (error.name === "NotAllowedError") this.#fail("blocked");
    });
  }

  /** Give the stream up, with its last picture left standing. */
  #leave() {
    const video = this.#video;
    if (this.#source === null) return;
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      paint(this.#still, video, video.videoWidth, video.videoHeight);
    }
    this.#source = null;
    this.#buffer = null;
    this.#waiting = [];
    this.#fedSinceShown = 0;
    this.#frames = 0;
    video.classList.remove("ready");
    video.removeAttribute("src");
    video.load();
  }

  #fail(reason) {
    if (this.#listeners.signal.aborted) return;
    this.close();
    this.#on.failed(reason);
  }

  // -- the stream ----------------------------------------------------------------------------------------------

  #append() {
    const buffer = this.#buffer;
    if (buffer === null || buffer.updating || this.#waiting.length === 0) return;
    try {
      if (typeof this.#waiting[0] === "string") this.#changeType(this.#waiting.shift());
      buffer.appendBuffer(this.#waiting[0]);
      this.#waiting.shift();
    } catch (error) {
      if (error.name === "QuotaExceededError" && this.#forget(1)) return;
      this.#fail("error");
    }
  }

  /** Pictures of another size, hardly ever of another codec. */
  #changeType(type) {
    if (type !== this.#type) this.#buffer.changeType(type);
    this.#type = type;
  }

  #appended(source) {
    if (this.#source !== source) return;
    this.#adapt();
    this.#follow();
    this.#append();
    this.#forget(KEEP);
  }

  /** Drop what lies more than so many seconds behind us. Returns whether there was anything. */
  #forget(seconds) {
    const { buffered, updating } = this.#buffer;
    const from = buffered.length ? buffered.start(0) : Infinity;
    if (updating || this.#video.currentTime - from <= seconds) return false;
    this.#buffer.remove(0, this.#video.currentTime - seconds / 3);
    return true;
  }

  /** When the newest picture begins; null before the first. */
  #newest() {
    const buffered = this.#video.buffered;
    return this.#source !== null && buffered.length ? buffered.end(buffered.length - 1) - HOLD : null;
  }

  /** Stand farther back from pictures that come after their time, and closer again when all come early enough. */
  #adapt() {
    const newest = this.#newest();
    const now = performance.now();
    if (newest !== null && this.#frames > 0 && newest - this.#video.currentTime < TARGET / 4) {
      if (now - this.#calmSince > 250) this.#target = Math.min(MOST, this.#target * 1.25);
      this.#calmSince = now;
    } else if (now - this.#calmSince > CALM_MS) {
      this.#target = Math.max(TARGET, this.#target * 0.85);
      this.#calmSince = now;
    }
  }

  /** Keep close to the newest picture: a little faster or slower, or a jump. */
  #follow() {
    const video = this.#video;
    const newest = this.#newest();
    if (newest === null || video.seeking) return;
    const from = video.buffered.start(video.buffered.length - 1);
    const behind = newest - video.currentTime;
    if (behind > this.#target + LATE || behind < -2 * HOLD || video.currentTime < from) {
      video.currentTime = Math.max(from, newest - this.#target);
    }
    const rate = behind > 1.5 * this.#target ? 1.08 : behind < this.#target / 2 ? 0.95 : 1;
    if (video.playbackRate !== rate) video.playbackRate = rate;
  }

  // -- what was shown ------------------------------------------------------------------------------------------

  #awaitFrame() {
    this.#video.requestVideoFrameCallback(() => {
      if (this.#listeners.signal.aborted) return;
      if (this.#source !== null) this.#showed();
      this.#awaitFrame();
    });
  }

  #countFrames() {
    const frames = this.#video.getVideoPlaybackQuality?.().totalVideoFrames ?? 0;
    for (let frame = this.#frames; frame < frames; frame += 1) this.#showed();
  }

  #showed() {
    this.#frames += 1;
    this.#shownAt = performance.now();
    this.#fedSinceShown = 0;
    this.#video.classList.add("ready");
    this.#on.shown();
  }
}
