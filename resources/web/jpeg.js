// Shows JPEGs on the canvas, the newest first: what comes while one is decoded takes the place of what waits.

export class JpegPlayer {
  static path = "ws/jpeg";
  delay = null;

  #still;
  #on;
  #next = null;
  #busy = false;
  #closed = false;

  /**
   * @param still the canvas.
   * @param on `shown()` after each picture.
   */
  constructor({ still, video }, on) {
    this.#still = still;
    this.#on = on;
    video.classList.remove("ready");
  }

  get size() {
    return [this.#still.width, this.#still.height];
  }

  feed(data) {
    this.#next = data;
    if (!this.#busy) this.#show();
  }

  prepare() {}

  interrupt() {}

  tick() {}

  close() {
    this.#closed = true;
    this.#next = null;
  }

  async #show() {
    this.#busy = true;
    while (this.#next !== null) {
      const data = this.#next;
      this.#next = null;
      const picture = await createImageBitmap(new Blob([data], { type: "image/jpeg" })).catch(() => null);
      // A damaged one: the last good one stays.
      if (picture === null) continue;
      if (!this.#closed) {
        paint(this.#still, picture, picture.width, picture.height);
        this.#on.shown();
      }
      picture.close();
    }
    this.#busy = false;
  }
}

/** Fill a canvas with a picture, in the picture's own size. */
export function paint(canvas, picture, width, height) {
  // Setting a size clears the canvas even where it stays the same.
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
}
