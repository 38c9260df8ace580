const HEADING = /^(#+)\s+(.*)$/;

export class Doc {
  #shelf;

  constructor(shelf, name, text) {
    this.#shelf = shelf;
    this.name = name;
    this.stale = false;
    this.sections = parse(text);
  }

  get title() {
    return this.sections[0]?.title ?? this.name;
  }

  section(title) {
    return this.sections.find((s) => s.title === title) ?? null;
  }

  async refresh() {
    this.sections = parse(await this.#shelf.text(this.name));
    this.stale = false;
    return this;
  }

  toJSON() {
    return { name: this.name, title: this.title, sections: this.sections };
  }
}

function parse(text) {
  const sections = [];
  for (const line of text.split('\n')) {
    const m = HEADING.exec(line);
    if (m) sections.push({ level: m[1].length, title: m[2], lines: [] });
    else if (sections.length && line) sections.at(-1).lines.push(line);
  }
  return sections;
}
