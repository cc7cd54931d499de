const LINE_MS = 2_000;

/** Says how far a long piece of work is: one line that moves on a terminal, a line now and then elsewhere. */
export class Progress {
  private label = '';
  private total = 0;
  private done = 0;
  private since = 0;
  private lastLine = 0;

  start(label: string, total: number): void {
    this.label = label;
    this.total = total;
    this.done = 0;
    this.since = Date.now();
    this.lastLine = Date.now();
  }

  advance(): void {
    this.done += 1;
    if (process.stdout.isTTY) process.stdout.write(`\r  ${this.text()}\u001b[K`);
    else if (Date.now() - this.lastLine > LINE_MS) this.line();
  }

  end(): void {
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
    this.line();
  }

  private line(): void {
    this.lastLine = Date.now();
    process.stdout.write(`  ${this.text()}\n`);
  }

  private text(): string {
    const seconds = (Date.now() - this.since) / 1_000;
    return `${this.label} ${this.done}/${this.total} (${seconds.toFixed(1)} s)`;
  }
}
