/** The newest bars of one series, by start: the highest revision counts, and of one revision the final bar. */
export class BarBook {
  #capacity;
  #bars = new Map();
  #rows = new Map();

  constructor(capacity) {
    this.#capacity = capacity;
  }

  get size() {
    return this.#bars.size;
  }

  put(bars, rows) {
    for (const bar of bars) {
      const known = this.#bars.get(bar.ts_start);
      if (!known || bar.revision > known.revision || (bar.revision === known.revision && !known.is_final)) {
        this.#bars.set(bar.ts_start, bar);
      }
    }
    for (const row of rows) {
      const known = this.#rows.get(row.ts_start);
      if (!known || row.revision >= known.revision) this.#rows.set(row.ts_start, row);
    }
    for (const map of [this.#bars, this.#rows]) {
      const starts = [...map.keys()].sort();
      starts.slice(0, Math.max(0, starts.length - this.#capacity)).forEach((start) => map.delete(start));
    }
  }

  /** Oldest first; without those that were withdrawn, whose prices are null. */
  bars() {
    return sorted(this.#bars).filter((bar) => bar.close !== null);
  }

  rows() {
    return sorted(this.#rows);
  }
}

function sorted(map) {
  return [...map.values()].sort((a, b) => (a.ts_start < b.ts_start ? -1 : 1));
}
