/** How many failed steps of one worker may keep their browser open at once. */
export class HeldSlots {
  #max: number;
  #used = 0;

  constructor(max: number) {
    this.#max = max;
  }

  set max(max: number) {
    this.#max = max;
  }

  get used(): number {
    return this.#used;
  }

  /** Takes a place; false = all are taken. Whoever took one gives it back. */
  take(): boolean {
    if (this.#used >= this.#max) return false;
    this.#used += 1;
    return true;
  }

  giveBack(): void {
    this.#used -= 1;
  }
}
