/** One pixel as a bitmap of Electron has it. */
type Bgra = readonly [blue: number, green: number, red: number, alpha: number];

const ACCENT: Bgra = [0xec, 0x69, 0x4b, 0xff];
const WHITE: Bgra = [0xff, 0xff, 0xff, 0xff];
const ALERT: Bgra = [0x3f, 0x52, 0xe0, 0xff];
const CLEAR: Bgra = [0, 0, 0, 0];

/** What the icon says: an `alert` dot means that something needs a person. */
export interface TrayLook {
  readonly alert: boolean;
}

/** The sign of the app as pixels: a square with round corners and a letter R, of `size` × `size`. */
export function trayPicture(size: number, { alert }: TrayLook): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const pixel = pixelAt(((x + 0.5) / size) * 20, ((y + 0.5) / size) * 20, alert);
      pixels.set(pixel, (y * size + x) * 4);
    }
  }
  return pixels;
}

/** On a field of 20 × 20, as the sign in the window is drawn. */
function pixelAt(x: number, y: number, alert: boolean): Bgra {
  if (alert && Math.hypot(x - 15.5, y - 4.5) <= 4.5) return ALERT;
  if (!isInSquare(x, y)) return CLEAR;
  return isLetter(x, y) ? WHITE : ACCENT;
}

const CORNER = 5;

function isInSquare(x: number, y: number): boolean {
  const fromEdge = (at: number): number => Math.max(0, CORNER - at, at - (20 - CORNER));
  return Math.hypot(fromEdge(x), fromEdge(y)) <= CORNER;
}

const STROKE = 1.1;

function isLetter(x: number, y: number): boolean {
  const stem = Math.abs(x - 7) <= STROKE && y >= 5 && y <= 15;
  const inBowl = x >= 7 && Math.abs(bowlDistance(x, y) - 2.9) <= STROKE;
  const leg = y >= 10.8 && y <= 15.4 && Math.abs(x - (10.4 + ((y - 10.8) / 4.2) * 3.2)) <= STROKE * 1.15;
  return stem || inBowl || leg;
}

/** Two short bars that end in half a circle. */
function bowlDistance(x: number, y: number): number {
  return Math.hypot(Math.max(0, x - 10.6), y - 7.9);
}
