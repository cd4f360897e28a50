export interface Disposable {
  dispose(): void;
}

/** Owns what it is given and disposes it, last first. */
export class Owner implements Disposable {
  private readonly owned: Disposable[] = [];

  own<T extends Disposable>(thing: T): T {
    this.owned.push(thing);
    return thing;
  }

  dispose(): void {
    for (let thing = this.owned.pop(); thing !== undefined; thing = this.owned.pop()) {
      thing.dispose();
    }
  }
}

/** A value and those who want to know when it changes. */
export class Observable<T> {
  private readonly observers = new Set<(value: T) => void>();

  constructor(private current: T) {}

  get value(): T {
    return this.current;
  }

  set(value: T): void {
    if (value !== this.current) {
      this.current = value;
      for (const observer of [...this.observers]) {
        observer(value);
      }
    }
  }

  /** Tells the present value at once, and each later one. */
  observe(observer: (value: T) => void): Disposable {
    this.observers.add(observer);
    observer(this.current);
    return { dispose: () => this.observers.delete(observer) };
  }

  /** The first value, from now on, of which `wanted` is true. */
  when(wanted: (value: T) => boolean): Promise<T> {
    if (wanted(this.current)) {
      return Promise.resolve(this.current);
    }
    return new Promise((resolve) => {
      const observer = (value: T): void => {
        if (wanted(value)) {
          this.observers.delete(observer);
          resolve(value);
        }
      };
      this.observers.add(observer);
    });
  }
}
