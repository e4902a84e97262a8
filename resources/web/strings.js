// What the page says, in the browser's language where that is one of these, else in English.

const english = {
  live: "Live",
  connecting: "Connecting…",
  waiting: "Waiting for the first picture…",
  stalled: (seconds) => `No picture for ${seconds} s`,
  lost: (time) => `Camera lost since ${time}`,
  lostNow: "Camera lost",
  lostHint: "Its picture comes back by itself.",
  absent: "This camera is not here any more",
  absentHint: "Choose another one.",
  empty: "No camera yet",
  emptyHint: "As soon as one is connected, its picture appears here.",
  refused: "This link no longer works",
  refusedHint: "Ask whoever sent it to you for a new one.",
  off: "Sharing has been switched off",
  offHint: "When it is switched on again, the picture comes back by itself.",
  full: "Too many people are watching",
  fullHint: "The picture comes as soon as there is room.",
  gone: "AtomCam cannot be reached",
  goneHint: "Trying again and again. Is its computer on, and are you on the same network?",
  word: {
    live: "live", stalled: "stalled", lost: "lost", waiting: "waiting", connecting: "connecting",
    absent: "gone", empty: "no camera", refused: "not allowed", off: "off", full: "full", gone: "not reachable",
  },
  snapshot: "Snapshot",
  details: "Details",
  fullScreen: "Full screen",
  leaveFullScreen: "Leave full screen",
  cameras: "Cameras",
  tools: "Picture",
  pictureOf: (name) => `Live picture of ${name}`,
  watching: (name) => `Now watching ${name}`,
  saved: (name) => `Saved as ${name}`,
  notSaved: "There is no picture to save",
  size: "Picture",
  rate: "Frame rate",
  data: "Data",
  delay: "Buffer",
  player: "Played as",
  perSecond: (number) => `${number} fps`,
  bits: (megabits) => `${megabits} Mbit/s`,
  seconds: (seconds) => `${seconds} s`,
  jpegInstead: (reason) => `JPEG (no H.264: ${reason})`,
  reason: {
    absent: "not in this browser", codec: "not in this browser", stuck: "it stood still", blocked: "blocked",
    error: "it failed", server: "not from this computer",
  },
};

const german = {
  live: "Live",
  connecting: "Verbinden …",
  waiting: "Warten auf das erste Bild …",
  stalled: (seconds) => `Kein Bild seit ${seconds} s`,
  lost: (time) => `Kamera weg seit ${time}`,
  lostNow: "Kamera weg",
  lostHint: "Ihr Bild kommt von selbst wieder.",
  absent: "Diese Kamera gibt es hier nicht mehr",
  absentHint: "Wählen Sie eine andere.",
  empty: "Noch keine Kamera",
  emptyHint: "Sobald eine verbunden ist, erscheint hier ihr Bild.",
  refused: "Dieser Link gilt nicht mehr",
  refusedHint: "Bitten Sie um einen neuen, von wem Sie ihn bekommen haben.",
  off: "Das Teilen wurde ausgeschaltet",
  offHint: "Wird es wieder eingeschaltet, kommt das Bild von selbst.",
  full: "Es schauen zu viele zu",
  fullHint: "Das Bild kommt, sobald Platz ist.",
  gone: "AtomCam ist nicht erreichbar",
  goneHint: "Es wird weiter versucht. Ist der Computer an, und sind Sie im selben Netz?",
  word: {
    live: "live", stalled: "stockt", lost: "weg", waiting: "wartet", connecting: "verbindet",
    absent: "nicht da", empty: "keine Kamera", refused: "kein Zutritt", off: "aus", full: "voll", gone: "nicht erreichbar",
  },
  snapshot: "Foto",
  details: "Details",
  fullScreen: "Vollbild",
  leaveFullScreen: "Vollbild verlassen",
  cameras: "Kameras",
  tools: "Bild",
  pictureOf: (name) => `Livebild von ${name}`,
  watching: (name) => `Sie sehen jetzt ${name}`,
  saved: (name) => `Gespeichert als ${name}`,
  notSaved: "Es gibt kein Bild zum Speichern",
  size: "Bild",
  rate: "Bildrate",
  data: "Daten",
  delay: "Puffer",
  player: "Gezeigt als",
  perSecond: (number) => `${number} fps`,
  bits: (megabits) => `${megabits} Mbit/s`,
  seconds: (seconds) => `${seconds} s`,
  jpegInstead: (reason) => `JPEG (kein H.264: ${reason})`,
  reason: {
    absent: "nicht in diesem Browser", codec: "nicht in diesem Browser", stuck: "es stand still", blocked: "gesperrt",
    error: "es versagte", server: "nicht von diesem Computer",
  },
};

export const dictionaries = { en: english, de: german };
const wanted = navigator.languages ?? [navigator.language];

/** The language that the page is in. */
export const locale = wanted.find((tag) => tag.slice(0, 2).toLowerCase() in dictionaries) ?? "en";
export const language = locale.slice(0, 2).toLowerCase();
export const text = dictionaries[language];

/** A number as it is written here. */
export function number(value, digits = 0) {
  return value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A moment (milliseconds since the epoch) as the time of day, with the day where that is not today. */
export function moment(time) {
  const then = new Date(time);
  const clock = { hour: "2-digit", minute: "2-digit" };
  const today = then.toDateString() === new Date().toDateString();
  return then.toLocaleString(locale, today ? clock : { day: "numeric", month: "short", ...clock });
}
