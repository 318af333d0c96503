import type { TimelineBox, TimelineColumn } from './timeline.ts';

/** A box at its place; all numbers are pixels. */
export interface PlacedBox {
  readonly box: TimelineBox;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An arrow as an SVG path. `taken` = the job went this way. */
export interface PlacedArrow {
  readonly key: string;
  readonly path: string;
  readonly taken: boolean;
}

export interface TimelineLayout {
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly PlacedArrow[];
  readonly width: number;
  readonly height: number;
  /** There is so little room that letters and edges are smaller. */
  readonly isTight: boolean;
}

const BOX_HEIGHT = 38;
const BOX_GAP = 17;
const END_HEIGHT = 24;
const END_GAP = 4;
/** “Completed with failed rows” in full: in the usual letters, and in the smaller ones of a tight picture. */
const WIDEST_END = 206;
const NARROWEST_END = 176;
const NARROWEST_BOX = 112;
const USUAL_BOX = 140;
const WIDEST_BOX = 150;
const NARROWEST_GAP = 20;
const MAIN_LINE = 49;
const LEAST_HEIGHT = 5 * END_HEIGHT + 4 * END_GAP;

/**
 * Puts the columns side by side over the width; the last one holds the ends, stacked and small.
 * The result is wider than `width` when the boxes would become unreadable: then the view scrolls.
 */
export function layoutTimeline(columns: readonly TimelineColumn[], width: number): TimelineLayout {
  const before = columns.length - 1;
  const endWidth = clamp(width - before * (USUAL_BOX + NARROWEST_GAP), NARROWEST_END, WIDEST_END);
  const free = width - endWidth - before * NARROWEST_GAP;
  const boxWidth = clamp(Math.floor(free / Math.max(1, before)), NARROWEST_BOX, WIDEST_BOX);
  const gap = Math.max(
    NARROWEST_GAP,
    Math.floor((width - endWidth - before * boxWidth) / Math.max(1, before)),
  );

  const placed = columns.map((column, index) => {
    const x = index * (boxWidth + gap);
    return index === before ? placeEnds(column, x, endWidth) : placeStack(column, x, boxWidth);
  });
  const boxes = placed.flat();
  return {
    boxes,
    arrows: [...arrowsWithin(placed.slice(0, -1)), ...arrowsBetween(placed)],
    width: Math.max(...boxes.map((one) => one.x + one.width)),
    isTight: endWidth < WIDEST_END,
    height: Math.max(LEAST_HEIGHT, ...boxes.map((one) => one.y + one.height)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function placeStack(column: TimelineColumn, x: number, width: number): PlacedBox[] {
  return column.boxes.map((box, index) => ({
    box,
    x,
    y: MAIN_LINE + index * (BOX_HEIGHT + BOX_GAP),
    width,
    height: BOX_HEIGHT,
  }));
}

function placeEnds(column: TimelineColumn, x: number, width: number): PlacedBox[] {
  return column.boxes.map((box, index) => ({
    box,
    x,
    y: index * (END_HEIGHT + END_GAP),
    width,
    height: END_HEIGHT,
  }));
}

/** Down within a column: from an attempt to what followed it. */
function arrowsWithin(columns: readonly (readonly PlacedBox[])[]): PlacedArrow[] {
  return columns.flatMap((column) =>
    column.slice(1).map((box, index) => {
      const above = column[index];
      const x = box.x + box.width / 2;
      const from = above === undefined ? box.y : above.y + above.height;
      return { key: `down-${box.box.key}`, path: `M${x} ${from}V${box.y - 1}`, taken: true };
    }),
  );
}

/** From the last box of a column to the first of the next, or to each end that can be or was reached. */
function arrowsBetween(columns: readonly (readonly PlacedBox[])[]): PlacedArrow[] {
  return columns.slice(1).flatMap((column, index) => {
    const from = columns[index]?.at(-1);
    const isEnds = index === columns.length - 2;
    const targets = isEnds ? column : column.slice(0, 1);
    if (from === undefined) return [];
    return targets.map((to) => ({
      key: `on-${to.box.key}`,
      path: curve(from, to),
      taken: to.box.stage !== 'possible',
    }));
  });
}

function curve(from: PlacedBox, to: PlacedBox): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - 1, to.y + to.height / 2];
  if (y1 === y2) return `M${x1} ${y1}H${x2}`;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
